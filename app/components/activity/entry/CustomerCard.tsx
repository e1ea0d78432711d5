import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { statusText } from "#text/statuses.ts";
import { activityAddress } from "../address.ts";
import { Fact, Facts } from "#components/page/Facts.tsx";
import { AdminLink } from "./AdminLink.tsx";
import type { ShownEntry } from "./shown-entry.ts";

type Customer = ShownEntry["customer"];

const words = text.entry;

/** The customer of the decision, with current data. */
export function CustomerCard({ customer }: { customer: Customer }) {
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

/** The customer in one line, for the head of the panel. */
export function CustomerLine({ customer }: { customer: NonNullable<Customer> }) {
  if (customer.erased) return <Text as="p">{words.erased}</Text>;
  return (
    <Text as="p" breakWord>
      <Link url={`/app/customers/${customer.id}`}>{customer.name ?? text.activity.noName}</Link>
      {customer.phone && ` · ${customer.phone}`} · {statusText.consent[customer.consent]}
    </Text>
  );
}

function Known({ customer }: { customer: NonNullable<Customer> }) {
  if (customer.erased) return <Text as="p">{words.erased}</Text>;
  const findBy = customer.phone ?? customer.name;
  return (
    <>
      <Link url={`/app/customers/${customer.id}`}>{customer.name ?? text.activity.noName}</Link>
      <Facts>
        <Fact name={words.phone}>{customer.phone}</Fact>
        <Fact name={words.consentNow}>{statusText.consent[customer.consent]}</Fact>
      </Facts>
      {findBy && <Link url={activityAddress({ search: findBy })}>{words.others}</Link>}
      {customer.inAdmin && <AdminLink url={customer.inAdmin} />}
    </>
  );
}
