import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../shell/CompactRow.tsx";
import { StatusBadge } from "../shell/StatusBadge.tsx";
import { Time } from "../shell/Time.tsx";
import { sayOutcome } from "./outcome.ts";

interface ActivityLine {
  id: string;
  at: Moment;
  customer: { name: string | null; phone: string | null } | null;
  automation: { name: string } | null;
  action: string;
  status: LogStatus;
  reason: string | null;
  delivery: MessageStatus | null;
  credits: number;
}

interface ActivityTableProps {
  rows: readonly ActivityLine[];
  loading?: boolean;
  /** Beside other cards, on the page of one automation. */
  narrow?: boolean;
}

/** Decisions, a line each; a line opens its explanation. */
export function ActivityTable({ rows, loading = false, narrow = false }: ActivityTableProps) {
  const compact = useBreakpoints().smDown || narrow;
  const words = text.activity;
  return (
    <IndexTable
      resourceName={words.resource}
      itemCount={rows.length}
      selectable={false}
      loading={loading}
      condensed={compact}
      headings={[
        { title: words.time },
        { title: words.customer },
        { title: words.automation },
        { title: words.action },
        { title: words.status },
        { title: words.why },
        { title: words.credits, alignment: "end" },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position}>
          {compact ? <CompactLine row={row} withAutomation={!narrow} /> : <WideLine row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const addressOf = (row: ActivityLine) => `/app/activity/${row.id}`;
const nameOf = ({ customer }: ActivityLine) => (customer ? (customer.name ?? text.activity.noName) : text.activity.unknownCustomer);

function WideLine({ row }: { row: ActivityLine }) {
  return (
    <>
      <IndexTable.Cell>
        <Link dataPrimaryLink monochrome removeUnderline url={addressOf(row)}>
          <Time at={row.at} />
        </Link>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack>
          <Text as="span" fontWeight="medium" tone={row.customer ? undefined : "subdued"}>
            {nameOf(row)}
          </Text>
          {row.customer?.phone && (
            <Text as="span" tone="subdued">
              {row.customer.phone}
            </Text>
          )}
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>{row.automation?.name}</IndexTable.Cell>
      <IndexTable.Cell>{row.action}</IndexTable.Cell>
      <IndexTable.Cell>
        <StatusBadge of="log" status={row.status} />
      </IndexTable.Cell>
      <IndexTable.Cell>{sayOutcome(row)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {row.credits > 0 ? showNumber(row.credits) : ""}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function CompactLine({ row, withAutomation }: { row: ActivityLine; withAutomation: boolean }) {
  return (
    <CompactRow>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Link dataPrimaryLink monochrome removeUnderline url={addressOf(row)}>
          <Text as="span" fontWeight="medium">
            {nameOf(row)}
          </Text>
        </Link>
        <Text as="span" tone="subdued">
          <Time at={row.at} />
        </Text>
      </InlineStack>
      <Text as="span" tone="subdued">
        {[withAutomation && row.automation?.name, row.action].filter(Boolean).join(" · ")}
      </Text>
      <InlineStack gap="200" blockAlign="center">
        <StatusBadge of="log" status={row.status} />
        <Text as="span">{sayOutcome(row)}</Text>
      </InlineStack>
    </CompactRow>
  );
}
