import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { ConsentState } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { statusText } from "#text/statuses.ts";
import { activityAddress } from "../activity/address.ts";
import { Fact, Facts } from "../shell/Facts.tsx";

interface CustomerCardProps {
  customer: { name: string | null; phone: string | null; consent: ConsentState; erased: boolean } | null;
}

const words = text.entry;

/** Whom the decision was about, as known today. */
export function CustomerCard({ customer }: CustomerCardProps) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {words.customer}
        </Text>
        {customer ? <Known customer={customer} /> : <Text as="p">{words.noCustomer}</Text>}
      </BlockStack>
    </Card>
  );
}

function Known({ customer }: { customer: NonNullable<CustomerCardProps["customer"]> }) {
  if (customer.erased) return <Text as="p">{words.erased}</Text>;
  const findBy = customer.phone ?? customer.name;
  return (
    <>
      <Text as="p" fontWeight="medium">
        {customer.name ?? text.activity.noName}
      </Text>
      <Facts>
        <Fact name={words.phone}>{customer.phone}</Fact>
        <Fact name={words.consentNow}>{statusText.consent[customer.consent]}</Fact>
      </Facts>
      {findBy && <Link url={activityAddress({ search: findBy })}>{words.others}</Link>}
    </>
  );
}
