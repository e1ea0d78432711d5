import { Badge, BlockStack, IndexTable, InlineStack, Link, Text, useBreakpoints } from "@shopify/polaris";
import type { SegmentKind } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { useRowPress } from "../browser/use-row-press.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { layoutKey } from "../page/NarrowRow.tsx";
import { Time } from "../page/Time.tsx";
import { segmentAddress } from "./address.ts";

const words = text.segments;

interface SegmentLine {
  id: string;
  name: string;
  kind: SegmentKind;
  members: number | null;
  sendable: number;
  countedAt: ShownMoment | null;
  problem: keyof typeof words.problems | null;
}

/** The list of segments; a row opens the segment's page. */
export function SegmentsTable({ rows }: { rows: readonly SegmentLine[] }) {
  const compact = useBreakpoints().smDown;
  const press = useRowPress(compact);
  return (
    <IndexTable
      key={layoutKey(compact)}
      resourceName={words.resource}
      itemCount={rows.length}
      selectable={false}
      condensed={compact}
      headings={[
        { title: words.name },
        { title: words.kind },
        { title: words.members, alignment: "end" },
        { title: words.sendable, alignment: "end" },
        { title: words.counted },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position} {...press(segmentAddress(row.id))}>
          {compact ? <CompactLine row={row} /> : <WideLine row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const Name = ({ row: { id, name, problem } }: { row: SegmentLine }) => (
  <BlockStack gap="050">
    <Link dataPrimaryLink monochrome removeUnderline url={segmentAddress(id)}>
      <Text as="span" fontWeight="medium" breakWord>
        {name}
      </Text>
    </Link>
    {problem && (
      <Text as="span" tone="caution">
        {words.problems[problem]}
      </Text>
    )}
  </BlockStack>
);

const Counted = ({ row: { kind, countedAt } }: { row: SegmentLine }) =>
  kind === "static" ? words.now : countedAt ? <Time at={countedAt} /> : words.never;

function WideLine({ row }: { row: SegmentLine }) {
  return (
    <>
      <IndexTable.Cell>
        <Name row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Badge>{words.kinds[row.kind]}</Badge>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {row.members === null ? "" : showNumber(row.members)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {showNumber(row.sendable)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Counted row={row} />
      </IndexTable.Cell>
    </>
  );
}

const CompactLine = ({ row }: { row: SegmentLine }) => (
  <CompactRow>
    <InlineStack align="space-between" gap="200">
      <Name row={row} />
      <Badge>{words.kinds[row.kind]}</Badge>
    </InlineStack>
    <Text as="span">{`${words.memberCount(row.members ?? 0)}, ${words.sendableCount(row.sendable)}`}</Text>
  </CompactRow>
);
