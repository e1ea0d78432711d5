import { BlockStack, Box, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { StatusBadge } from "../page/StatusBadge.tsx";
import { Time } from "../page/Time.tsx";
import type { InsidePerson } from "./InsideCard.tsx";
import { SteerSequence } from "./SteerSequence.tsx";

interface InsideLineProps {
  person: InsidePerson;
  compact: boolean;
  current: number | null;
}

const words = text.automation;

/** One customer inside: where they stand, when they go on. */
export function InsideLine({ person, compact, current }: InsideLineProps) {
  const who = <Who person={person} />;
  const where = <Where person={person} current={current} />;
  const steer = (
    <SteerSequence
      id={person.id}
      status={person.status}
      name={person.customer.name ?? person.customer.phone ?? words.noName}
    />
  );
  if (compact) {
    return (
      <CompactRow>
        {who}
        {where}
        <When person={person} />
        {steer}
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
        <InlineStack align="end">{steer}</InlineStack>
      </IndexTable.Cell>
    </>
  );
}

function Who({ person: { customer, status } }: { person: InsidePerson }) {
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {customer.name ?? words.noName}
        </Text>
        {status !== "active" && <StatusBadge of="sequence" status={status} />}
      </InlineStack>
      {customer.phone && (
        <Text as="span" tone="subdued">
          {customer.phone}
        </Text>
      )}
    </BlockStack>
  );
}

function Where({ person: { step, since, waits, version }, current }: Omit<InsideLineProps, "compact">) {
  return (
    <BlockStack gap="050">
      <Text as="span" truncate>
        {step ?? words.insideBetween}
      </Text>
      <Text as="span" tone="subdued">
        {since && words.insideSince(since.shown)}
        {version !== current && ` ${words.insideVersion(version)}`}
      </Text>
      {waits && <Text as="span">{words.insideWaits(waits)}</Text>}
    </BlockStack>
  );
}

function When({ person: { due, held, unknown } }: { person: InsidePerson }) {
  if (unknown) return <Text as="span">{words.insideUnknown}</Text>;
  if (held) return <Text as="span">{words.insideHeld}</Text>;
  return due ? <Time at={due} /> : null;
}
