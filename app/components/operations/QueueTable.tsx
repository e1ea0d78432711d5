import { IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { queueNames, type QueueName } from "#core/operations/jobs.ts";
import { text } from "#text/en.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { Part } from "./Part.tsx";

export type Queues = Readonly<
  Record<QueueName, Readonly<Record<(typeof counts)[number], number>> & { meanProcessingMs: number | null }>
>;

const words = text.health;
const counts = ["waiting", "active", "delayed", "completed", "failed"] as const;

/** Counts of each queue. */
export function QueueTable({ queues }: { queues: Queues }) {
  const { smDown } = useBreakpoints();
  return (
    <Part title={words.queues} about={words.queuesBody}>
      <IndexTable
        resourceName={words.queueResource}
        itemCount={queueNames.length}
        selectable={false}
        condensed={smDown}
        headings={[
          { title: words.queue },
          ...counts.map((count) => ({ title: words.columns[count], alignment: "end" as const })),
          { title: words.columns.mean, alignment: "end" },
        ]}
      >
        {queueNames.map((name, position) => (
          <IndexTable.Row id={name} key={name} position={position}>
            {smDown ? <CompactLine name={name} queue={queues[name]} /> : <WideLine name={name} queue={queues[name]} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Part>
  );
}

const meanOf = ({ meanProcessingMs }: Queues[QueueName]) =>
  meanProcessingMs === null ? words.none : words.ms(meanProcessingMs);

function WideLine({ name, queue }: { name: QueueName; queue: Queues[QueueName] }) {
  return (
    <>
      <IndexTable.Cell>{words.queueNames[name]}</IndexTable.Cell>
      {counts.map((count) => (
        <IndexTable.Cell key={count}>
          <Text
            as="span"
            numeric
            alignment="end"
            tone={count === "failed" && queue[count] > 0 ? "critical" : undefined}
          >
            {showNumber(queue[count])}
          </Text>
        </IndexTable.Cell>
      ))}
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {meanOf(queue)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function CompactLine({ name, queue }: { name: QueueName; queue: Queues[QueueName] }) {
  return (
    <CompactRow>
      <Text as="span" fontWeight="medium">
        {words.queueNames[name]}
      </Text>
      <InlineStack gap="300">
        {counts.map((count) => (
          <Text as="span" key={count} tone={count === "failed" && queue[count] > 0 ? "critical" : "subdued"}>
            {`${words.columns[count]} ${showNumber(queue[count])}`}
          </Text>
        ))}
      </InlineStack>
    </CompactRow>
  );
}
