import {
  Badge,
  BlockStack,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
  useIndexResourceState,
} from "@shopify/polaris";
import { useState } from "react";
import type { MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { StartAutomation } from "../automations/StartAutomation.tsx";
import { usePermission } from "../page/access.tsx";
import { CompactRow } from "../page/CompactRow.tsx";
import { layoutKey } from "../page/NarrowRow.tsx";
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

interface CustomersTableProps {
  rows: readonly CustomerLine[];
  /** The automations that can be started for chosen customers. */
  startable: readonly { id: string; name: string }[];
  loading: boolean;
  /** Something else that staff can do to chosen rows. */
  bulk?: { content: string; onAction: (customerIds: string[]) => void };
}

/** The list of customers; a row opens the customer's page. Staff can start an automation for chosen rows. */
export function CustomersTable({ rows, startable, loading, bulk }: CustomersTableProps) {
  const compact = useBreakpoints().smDown;
  const press = useRowPress(compact);
  const may = usePermission("sequences.steer");
  const [starting, setStarting] = useState(false);
  const lines = rows.map(({ id }) => ({ id }));
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState(lines);
  const close = () => {
    setStarting(false);
    clearSelection();
  };
  return (
    <>
      <IndexTable
        key={layoutKey(compact)}
        resourceName={words.resource}
        itemCount={rows.length}
        selectable={may && !compact}
        selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        promotedBulkActions={[
          { content: words.start.open, onAction: () => setStarting(true) },
          ...(bulk
            ? [
                {
                  content: bulk.content,
                  onAction: () => {
                    bulk.onAction(selectedResources);
                    clearSelection();
                  },
                },
              ]
            : []),
        ]}
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
          <IndexTable.Row
            id={row.id}
            key={row.id}
            position={position}
            selected={selectedResources.includes(row.id)}
            {...press(customerAddress(row.id))}
          >
            {compact ? <CompactLine row={row} /> : <WideLine row={row} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
      {starting && (
        <StartAutomation
          automations={startable}
          customerIds={selectedResources}
          who={words.start.many(selectedResources.length)}
          onClose={close}
        />
      )}
    </>
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
