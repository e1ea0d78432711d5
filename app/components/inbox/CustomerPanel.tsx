import { Badge, BlockStack, InlineStack, Link, Tag, Text } from "@shopify/polaris";
import type { OrderState } from "#core/customers/order-summary.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showCount } from "#text/number.ts";
import { ConsentBadge, type TextsNow } from "../customers/ConsentBadge.tsx";
import { Time } from "../page/Time.tsx";

interface PanelOrder {
  id: string;
  name: string | null;
  placed: ShownMoment;
  total: string | null;
  items: readonly { title: string; quantity: number }[];
  state: OrderState;
}

/** The customer of a conversation; without an id, a number that no customer has. */
export interface PanelCustomer {
  id: string | null;
  consent: TextsNow;
  email: string | null;
  tags: readonly string[];
  orders: number | null;
  spent: string | null;
  since: ShownMoment | null;
  lastOrders: readonly PanelOrder[];
}

const words = text.inbox.panel;

/** What staff need to know of the customer while they answer. */
export function CustomerPanel({
  customer,
  name,
  phone,
}: {
  customer: PanelCustomer;
  name: string | null;
  phone: string;
}) {
  const { id, consent, email, tags, orders, spent, since } = customer;
  return (
    <BlockStack gap="400">
      <BlockStack gap="100" inlineAlign="start">
        <Text as="h3" variant="headingSm">
          {name ?? phone}
        </Text>
        {name && <Text as="p">{phone}</Text>}
        {!id && (
          <Text as="p" tone="subdued">
            {words.unknown}
          </Text>
        )}
        {email && (
          <Text as="p" breakWord>
            {email}
          </Text>
        )}
        <ConsentBadge state={consent} />
        {since && (
          <Text as="p" variant="bodySm" tone="subdued">
            {words.since} <Time at={since} />
          </Text>
        )}
        {tags.length > 0 && (
          <InlineStack gap="100">
            {tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </InlineStack>
        )}
        {id && <Link url={`/app/customers/${id}`}>{words.open}</Link>}
        {id && <Link url={`/app/tasks?new=task&customer=${id}`}>{words.createTask}</Link>}
      </BlockStack>
      {id && <LastOrders orders={customer.lastOrders} count={orders} spent={spent} />}
    </BlockStack>
  );
}

function LastOrders({
  orders,
  count,
  spent,
}: {
  orders: readonly PanelOrder[];
  count: number | null;
  spent: string | null;
}) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {words.lastOrders}
      </Text>
      {/* Shopify tells the count with the customer, which may be older than the newest order. */}
      {count !== null && count >= orders.length && (
        <Text as="p" variant="bodySm" tone="subdued">
          {text.customers.ordersAndSpent(showCount(count, "order", "orders"), spent)}
        </Text>
      )}
      {orders.length === 0 ? (
        <Text as="p" tone="subdued">
          {words.noOrders}
        </Text>
      ) : (
        <ul className="inbox-orders">
          {orders.map((order) => (
            <li key={order.id}>
              <Order order={order} />
            </li>
          ))}
        </ul>
      )}
    </BlockStack>
  );
}

const tones = {
  cancelled: "critical",
  refunded: "warning",
  fulfilled: "success",
  partially_fulfilled: "attention",
  unfulfilled: "attention",
} as const;

const Order = ({ order: { id, name, placed, total, items, state } }: { order: PanelOrder }) => (
  <BlockStack gap="050">
    <InlineStack align="space-between" gap="100">
      <Link url={`shopify://admin/orders/${id}`} target="_top">
        {name ?? words.order}
      </Link>
      <Text as="span" fontWeight="medium">
        {total}
      </Text>
    </InlineStack>
    {items.length > 0 && (
      <Text as="p" breakWord>
        {words.items(items)}
      </Text>
    )}
    <InlineStack align="space-between" blockAlign="center" gap="100">
      <Text as="span" variant="bodySm" tone="subdued">
        <Time at={placed} />
      </Text>
      {state !== "unknown" && <Badge tone={tones[state]}>{words.states[state]}</Badge>}
    </InlineStack>
  </BlockStack>
);
