import { BlockStack, Box, IndexTable, InlineStack, Text } from "@shopify/polaris";
import type { RunStanding } from "#core/engine/run-state.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formatRunWait } from "#text/run-wait.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { StatusBadge } from "../page/StatusBadge.tsx";
import { Time } from "../page/Time.tsx";
import { SequenceActions } from "./SequenceActions.tsx";

export interface ActiveSequenceItem {
  id: string;
  run: RunStanding;
  customer: { name: string | null; phone: string | null };
  step: string | null;
  version: number;
  entered: ShownMoment;
  since: ShownMoment | null;
  due: ShownMoment | null;
}

interface ActiveSequenceLineProps {
  person: ActiveSequenceItem;
  compact: boolean;
  current: number | null;
}

const words = text.automation;

/** One active sequence: its customer, the current step, and when it continues. */
export function ActiveSequenceLine({ person, compact, current }: ActiveSequenceLineProps) {
  const who = <Who person={person} />;
  const where = <Where person={person} current={current} />;
  const actions = (
    <SequenceActions
      id={person.id}
      state={person.run.state}
      name={person.customer.name ?? person.customer.phone ?? words.noName}
    />
  );
  if (compact) {
    return (
      <CompactRow>
        {who}
        {where}
        <When person={person} />
        {actions}
      </CompactRow>
    );
  }
  return (
    <>
      <IndexTable.Cell>{who}</IndexTable.Cell>
      <IndexTable.Cell>
        <Box maxWidth="22rem">{where}</Box>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <When person={person} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack align="end">{actions}</InlineStack>
      </IndexTable.Cell>
    </>
  );
}

function Who({ person: { customer, run } }: { person: ActiveSequenceItem }) {
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {customer.name ?? words.noName}
        </Text>
        <StatusBadge of="run" status={run.state} />
      </InlineStack>
      {customer.phone && (
        <Text as="span" tone="subdued">
          {customer.phone}
        </Text>
      )}
    </BlockStack>
  );
}

function Where({ person: { step, since, run, version }, current }: Omit<ActiveSequenceLineProps, "compact">) {
  return (
    <BlockStack gap="050">
      <Text as="span" truncate>
        {step ?? words.insideBetween}
      </Text>
      <Text as="span" tone="subdued">
        {since && words.insideSince(since.shown)}
        {version !== current && ` ${words.insideVersion(version)}`}
      </Text>
      {run.waitsFor && run.waitsFor !== "due" && <Text as="span">{formatRunWait(run.waitsFor)}</Text>}
    </BlockStack>
  );
}

const When = ({ person: { due } }: { person: ActiveSequenceItem }) => (due ? <Time at={due} /> : null);
