import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../shell/CompactRow.tsx";
import { DecisionBadge } from "../shell/DecisionBadge.tsx";
import { StatusBadge } from "../shell/StatusBadge.tsx";
import { Time } from "../shell/Time.tsx";
import { sayOutcome } from "./outcome.ts";

interface ActivityLine {
  id: string;
  entryId: string | null;
  at: Moment;
  customer: { name: string | null; phone: string | null } | null;
  automation: { name: string } | null;
  action: string;
  doing: string;
  status: LogStatus | "unknown";
  reason: string | null;
  endedBy: string | null;
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

const nameOf = ({ customer }: ActivityLine) => (customer ? (customer.name ?? text.activity.noName) : text.activity.unknownCustomer);

function WideLine({ row }: { row: ActivityLine }) {
  return (
    <>
      <IndexTable.Cell>
        <Opening row={row}>
          <Time at={row.at} />
        </Opening>
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
      <IndexTable.Cell>{row.doing}</IndexTable.Cell>
      <IndexTable.Cell>
        <Outcome row={row} />
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

/** The way to the explanation, where there is one. */
function Opening({ row: { entryId }, children }: { row: ActivityLine; children: ReactNode }) {
  if (!entryId) return children;
  return (
    <Link dataPrimaryLink monochrome removeUnderline url={`/app/activity/${entryId}`}>
      {children}
    </Link>
  );
}

function Outcome({ row: { action, status } }: { row: ActivityLine }) {
  return status === "unknown" ? <StatusBadge of="message" status={status} /> : <DecisionBadge action={action} status={status} />;
}

function CompactLine({ row, withAutomation }: { row: ActivityLine; withAutomation: boolean }) {
  return (
    <CompactRow>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Opening row={row}>
          <Text as="span" fontWeight="medium">
            {nameOf(row)}
          </Text>
        </Opening>
        <Text as="span" tone="subdued">
          <Time at={row.at} />
        </Text>
      </InlineStack>
      <Text as="span" tone="subdued">
        {[withAutomation && row.automation?.name, row.doing].filter(Boolean).join(" · ")}
      </Text>
      <InlineStack gap="200" blockAlign="center">
        <Outcome row={row} />
        <Text as="span">{sayOutcome(row)}</Text>
      </InlineStack>
    </CompactRow>
  );
}
