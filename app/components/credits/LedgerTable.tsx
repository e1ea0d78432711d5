import { BlockStack, Button, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import { useId, useState } from "react";
import type { CreditType } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showChange, showNumber } from "#text/number.ts";
import { statusText } from "#text/statuses.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { Time } from "../page/Time.tsx";

/** A ledger entry as a table row. */
export interface LedgerLine {
  id: string;
  at: ShownMoment;
  type: CreditType;
  amount: number;
  held: number;
  balanceAfter: number;
  note: string | null;
  text: { to: string; logId: string | null } | null;
  /** The entries that the line folds; empty for a single one. */
  entries: readonly { at: ShownMoment; type: CreditType; amount: number; held: number; balanceAfter: number }[];
}

const words = text.credits;

/** The ledger's rows; a row of a text links to its log entry. */
export function LedgerTable({ entries, loading }: { entries: readonly LedgerLine[]; loading: boolean }) {
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      resourceName={words.resource}
      itemCount={entries.length}
      selectable={false}
      loading={loading}
      condensed={smDown}
      headings={[
        { title: words.time },
        { title: words.what },
        { title: words.text },
        { title: words.change, alignment: "end" },
        { title: words.heldChange, alignment: "end" },
        { title: words.balance, alignment: "end" },
      ]}
    >
      {entries.map((entry, position) => (
        <IndexTable.Row id={entry.id} key={entry.id} position={position}>
          {smDown ? <CompactLine entry={entry} /> : <WideLine entry={entry} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function WideLine({ entry }: { entry: LedgerLine }) {
  return (
    <>
      <IndexTable.Cell>
        <Time at={entry.at} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <What entry={entry} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <TextLink entry={entry} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Amount>{entry.amount === 0 ? "" : showChange(entry.amount)}</Amount>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Amount subdued>{entry.held === 0 ? "" : showChange(entry.held)}</Amount>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Amount>{showNumber(entry.balanceAfter)}</Amount>
      </IndexTable.Cell>
    </>
  );
}

function CompactLine({ entry }: { entry: LedgerLine }) {
  return (
    <CompactRow>
      <InlineStack align="space-between" gap="200">
        <What entry={entry} />
        <Text as="span" tone="subdued">
          <Time at={entry.at} />
        </Text>
      </InlineStack>
      <TextLink entry={entry} />
      <InlineStack align="space-between" gap="200">
        <Text as="span" numeric>
          {words.changes(showChange(entry.amount), showChange(entry.held))}
        </Text>
        <Text as="span" numeric>
          {words.balanceIs(showNumber(entry.balanceAfter))}
        </Text>
      </InlineStack>
    </CompactRow>
  );
}

function What({ entry }: { entry: LedgerLine }) {
  return (
    <BlockStack>
      <Text as="span" fontWeight="medium">
        {statusText.credit[entry.type]}
      </Text>
      {entry.note && (
        <Text as="span" tone="subdued">
          {entry.note}
        </Text>
      )}
      {entry.entries.length > 0 && <Entries line={entry} />}
    </BlockStack>
  );
}

/** The entries of a text's line, folded away. */
function Entries({ line: { entries, text: sent } }: { line: LedgerLine }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const shown = open ? words.hideEntries : words.showEntries(entries.length);
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button
        variant="plain"
        disclosure={open ? "up" : "down"}
        ariaExpanded={open}
        ariaControls={id}
        accessibilityLabel={sent ? words.entriesOf(shown, sent.to) : undefined}
        onClick={() => setOpen(!open)}
      >
        {shown}
      </Button>
      <div id={id} hidden={!open}>
        {entries.map(({ at, type, amount, held, balanceAfter }) => (
          <div key={type}>
            <Text as="span" variant="bodySm">
              {statusText.credit[type]}
              {" · "}
              <Time at={at} />
            </Text>
            <br />
            <Text as="span" variant="bodySm" tone="subdued" numeric>
              {words.changes(showChange(amount), showChange(held))}
              {" · "}
              {words.balanceIs(showNumber(balanceAfter))}
            </Text>
          </div>
        ))}
      </div>
    </BlockStack>
  );
}

function TextLink({ entry: { text: sent } }: { entry: LedgerLine }) {
  if (!sent) return null;
  if (!sent.logId) return <Text as="span">{sent.to}</Text>;
  return (
    <Link dataPrimaryLink monochrome url={`/app/activity/${sent.logId}`}>
      {sent.to}
    </Link>
  );
}

function Amount({ children, subdued = false }: { children: string; subdued?: boolean }) {
  return (
    <Text as="span" numeric alignment="end" tone={subdued ? "subdued" : undefined}>
      {children}
    </Text>
  );
}
