import { Badge, BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { Time } from "../page/Time.tsx";
import { useRowPress } from "../browser/use-row-press.ts";
import { customerAddress } from "./address.ts";
import { ConsentBadge, type TextsNow } from "./ConsentBadge.tsx";

interface CustomerLine {
  id: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  consent: TextsNow;
  held: boolean;
  lastText: { at: ShownMoment; status: MessageStatus } | null;
  orders: number | null;
  spent: string | null;
}

const words = text.customers;

/** The list of customers; a row opens the customer's page. */
export function CustomersTable({ rows, loading }: { rows: readonly CustomerLine[]; loading: boolean }) {
  const compact = useBreakpoints().smDown;
  const press = useRowPress(compact);
  return (
    <IndexTable
      resourceName={words.resource}
      itemCount={rows.length}
      selectable={false}
      loading={loading}
      condensed={compact}
      headings={[
        { title: words.name },
        { title: words.phone },
        { title: words.consent },
        { title: words.lastText },
        { title: words.orders, alignment: "end" },
        { title: words.spent, alignment: "end" },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position} {...press(customerAddress(row.id))}>
          {compact ? <CompactLine row={row} /> : <WideLine row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const Name = ({ row: { id, name, email } }: { row: CustomerLine }) => (
  <BlockStack>
    <Link dataPrimaryLink monochrome removeUnderline url={customerAddress(id)}>
      <Text as="span" fontWeight="medium">
        {name ?? words.noName}
      </Text>
    </Link>
    {email && (
      <Text as="span" tone="subdued">
        {email}
      </Text>
    )}
  </BlockStack>
);

const Consent = ({ row: { consent, held } }: { row: CustomerLine }) => (
  <InlineStack gap="150">
    <ConsentBadge state={consent} />
    {held && <Badge tone="attention">{words.held}</Badge>}
  </InlineStack>
);

function WideLine({ row }: { row: CustomerLine }) {
  return (
    <>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.phone}</IndexTable.Cell>
      <IndexTable.Cell>
        <Consent row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.lastText && <Time at={row.lastText.at} />}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {row.orders === null ? "" : showNumber(row.orders)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {row.spent}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function CompactLine({ row }: { row: CustomerLine }) {
  return (
    <CompactRow>
      <InlineStack align="space-between" gap="200">
        <Name row={row} />
        {row.lastText && (
          <Text as="span" tone="subdued">
            <Time at={row.lastText.at} />
          </Text>
        )}
      </InlineStack>
      <Text as="span">{row.phone ?? words.noPhone}</Text>
      <Consent row={row} />
    </CompactRow>
  );
}
