import { BlockStack, Card, InlineStack, Link, Tag, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showCount } from "#text/number.ts";
import { Fact, Facts } from "../page/Facts.tsx";
import { Time } from "../page/Time.tsx";

export interface ShownCustomerFacts {
  phone: string | null;
  email: string | null;
  shopifyId: string | null;
  zone: string;
  localTime: ShownMoment;
  place: string | null;
  tags: readonly string[];
  segments: readonly string[];
  fields: readonly { name: string; value: string }[];
  birthday: string | null;
  orders: number | null;
  spent: string | null;
  lastOrder: ShownMoment | null;
  since: ShownMoment;
  conversationId: string | null;
}

const words = text.customers;

/** The customer's data. */
export function FactsCard({ customer }: { customer: ShownCustomerFacts }) {
  const {
    phone,
    email,
    shopifyId,
    localTime,
    place,
    tags,
    segments,
    fields,
    birthday,
    orders,
    spent,
    lastOrder,
    since,
    conversationId,
  } = customer;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.facts}
        </Text>
        <Facts>
          <Fact name={words.phone}>{phone}</Fact>
          <Fact name={words.email}>{email}</Fact>
          <Fact name={words.place}>{place}</Fact>
          <Fact name={words.localTime}>
            <Time at={localTime} />
          </Fact>
          <Fact name={words.since}>
            <Time at={since} />
          </Fact>
          <Fact name={words.orders}>
            {orders === null ? null : words.ordersAndSpent(showCount(orders, "order", "orders"), spent)}
          </Fact>
          <Fact name={words.lastOrder}>{lastOrder && <Time at={lastOrder} />}</Fact>
          <Fact name={words.birthday}>{birthday}</Fact>
          {fields.map(({ name, value }) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
        </Facts>
        <Labels name={words.tags} labels={tags} />
        <Labels name={words.segments} labels={segments} />
        <InlineStack gap="300">
          {conversationId && <Link url={`/app/inbox/${conversationId}`}>{words.conversation}</Link>}
          {shopifyId && (
            <Link url={`shopify://admin/customers/${shopifyId}`} target="_top">
              {words.inStore}
            </Link>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Labels({ name, labels }: { name: string; labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="span" tone="subdued">
        {name}
      </Text>
      <InlineStack gap="100">
        {labels.map((label) => (
          <Tag key={label}>{label}</Tag>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
