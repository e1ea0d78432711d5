import { BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { MouseEvent, ReactNode } from "react";
import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { DecisionBadge } from "../page/DecisionBadge.tsx";
import { Time } from "../page/Time.tsx";
import { useRowPress } from "../browser/use-row-press.ts";
import { entryAddress } from "./address.ts";
import { formatWhy } from "./outcome.ts";

interface ActivityLine {
  id: string;
  entryId: string | null;
  at: ShownMoment;
  customer: { name: string | null; phone: string | null; erased: boolean } | null;
  automation: { name: string } | null;
  action: string;
  doing: string;
  status: LogStatus | "unknown";
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
  credits: number;
}

interface ActivityTableProps {
  rows: readonly ActivityLine[];
  loading?: boolean;
  /** In a column beside other cards. */
  narrow?: boolean;
  /** The entry in the side panel, which leaves less room for the table. */
  openId?: string | undefined;
  /** Opens an entry in the side panel; without it a row links to the entry's page. */
  onOpen?: ((entryId: string) => void) | undefined;
}

/** The log's rows; each opens its explanation. */
export function ActivityTable({ rows, loading = false, narrow = false, openId, onOpen }: ActivityTableProps) {
  const compact = useBreakpoints().smDown || narrow || openId !== undefined;
  const words = text.activity;
  const press = useRowPress(compact);
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
        <IndexTable.Row
          id={row.id}
          key={row.id}
          position={position}
          selected={openId !== undefined && row.entryId === openId}
          {...(onOpen && row.entryId
            ? { onClick: () => onOpen(row.entryId ?? "") }
            : press(row.entryId && entryAddress(row.entryId)))}
        >
          {compact ? (
            <CompactLine row={row} withAutomation={!narrow} openId={openId} onOpen={onOpen} />
          ) : (
            <WideLine row={row} onOpen={onOpen} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function nameOf({ customer }: ActivityLine): string {
  if (!customer) return text.activity.unknownCustomer;
  return customer.erased ? text.activity.erased : (customer.name ?? text.activity.noName);
}

type LineProps = Pick<ActivityTableProps, "openId" | "onOpen"> & { row: ActivityLine };

function WideLine({ row, onOpen }: LineProps) {
  return (
    <>
      <IndexTable.Cell>
        <Opening row={row} onOpen={onOpen}>
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
        <DecisionBadge action={row.action} status={row.status} delivery={row.delivery} />
      </IndexTable.Cell>
      <IndexTable.Cell>{formatWhy(row)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {row.credits > 0 ? showNumber(row.credits) : ""}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

/** A link to the entry, if there is one. Modifier keys open its page in a new tab. */
function Opening({ row: { entryId }, openId, onOpen, children }: LineProps & { children: ReactNode }) {
  if (!entryId) return children;
  const link = (
    <Link {...(!onOpen && { dataPrimaryLink: true })} monochrome removeUnderline url={entryAddress(entryId)}>
      {children}
    </Link>
  );
  if (!onOpen) return link;
  const intercept = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(entryId);
  };
  return (
    <span role="presentation" aria-current={entryId === openId || undefined} onClickCapture={intercept}>
      {link}
    </span>
  );
}

function CompactLine({ row, withAutomation, openId, onOpen }: LineProps & { withAutomation: boolean }) {
  return (
    <CompactRow>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Opening row={row} openId={openId} onOpen={onOpen}>
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
        <DecisionBadge action={row.action} status={row.status} delivery={row.delivery} />
        <Text as="span">{formatWhy(row)}</Text>
      </InlineStack>
    </CompactRow>
  );
}
