import { Badge, Box, Button, IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "#components/page/CompactRow.tsx";
import { Time } from "#components/page/Time.tsx";
import { RestoreButton } from "./RestoreButton.tsx";

interface VersionLine {
  number: number;
  published: ShownMoment;
  by: string;
  note: string;
  inside: number;
  runs: boolean;
}

interface VersionTableProps {
  versions: readonly VersionLine[];
  draftDiffers: boolean;
  canRestore: boolean;
  onCompare: (from: number, to: number) => void;
}

const words = text.publish;

/** The versions, newest first. */
export function VersionTable({ versions, ...others }: VersionTableProps) {
  const { smDown } = useBreakpoints();
  return (
    <IndexTable
      resourceName={words.versionResource}
      itemCount={versions.length}
      selectable={false}
      condensed={smDown}
      headings={[
        { title: words.versionHeading },
        { title: words.versionPublished },
        { title: words.versionBy },
        { title: words.versionNote },
        { title: words.versionInside, alignment: "end" },
        { title: words.versionActions, hidden: true },
      ]}
    >
      {versions.map((version, position) => (
        <IndexTable.Row id={String(version.number)} key={version.number} position={position}>
          <Line version={version} compact={smDown} isFirst={position === versions.length - 1} {...others} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface LineProps extends Omit<VersionTableProps, "versions"> {
  version: VersionLine;
  compact: boolean;
  isFirst: boolean;
}

function Line({
  version: { number, published, by, note, inside, runs },
  compact,
  isFirst,
  draftDiffers,
  canRestore,
  onCompare,
}: LineProps) {
  const name = (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span" fontWeight="semibold">
        {words.versionName(number)}
      </Text>
      {runs && <Badge tone="success">{words.versionRuns}</Badge>}
    </InlineStack>
  );
  const buttons = (
    <InlineStack gap="200" align={compact ? "start" : "end"} wrap={false}>
      {!isFirst && (
        <Button
          size="slim"
          accessibilityLabel={words.compareNamed(number)}
          onClick={() => onCompare(number - 1, number)}
        >
          {words.compare}
        </Button>
      )}
      {canRestore && !runs && <RestoreButton version={number} losesChanges={draftDiffers} />}
    </InlineStack>
  );
  if (compact) {
    return (
      <CompactRow>
        {name}
        <Text as="span" tone="subdued">
          <Time at={published} />
          {` · ${by} · ${words.versionInside}: ${showNumber(inside)}`}
        </Text>
        <Text as="span" breakWord>
          {note}
        </Text>
        {buttons}
      </CompactRow>
    );
  }
  return (
    <>
      <IndexTable.Cell>{name}</IndexTable.Cell>
      <IndexTable.Cell>
        <Time at={published} />
      </IndexTable.Cell>
      <IndexTable.Cell>{by}</IndexTable.Cell>
      <IndexTable.Cell>
        <Box maxWidth="20rem">
          <span style={{ whiteSpace: "normal" }}>{note}</span>
        </Box>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {showNumber(inside)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>{buttons}</IndexTable.Cell>
    </>
  );
}
