import { Badge, Box, IndexTable, InlineStack, Text, useBreakpoints } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { ShownMoment } from "#text/moment.ts";
import { showNumber } from "#text/number.ts";
import { CompactRow } from "../page/CompactRow.tsx";
import { Time } from "../page/Time.tsx";
import { Part } from "./Part.tsx";

export interface ShownReceivedTopic {
  topic: string;
  last: ShownMoment | null;
  lastDay: number;
  usual: number | null;
  silent: boolean;
  /** Whether an active automation needs it. */
  needed: boolean;
}

const words = text.health;

/** Received events by topic, compared with the usual number; a topic without events shows only if an automation needs it. */
export function ReceivedTable({ received }: { received: readonly ShownReceivedTopic[] }) {
  const { smDown } = useBreakpoints();
  const shown = received.filter(({ last, needed }) => last !== null || needed);
  return (
    <Part title={words.received} about={words.receivedBody}>
      {shown.length > 0 ? (
        <IndexTable
          resourceName={words.topicResource}
          itemCount={shown.length}
          selectable={false}
          condensed={smDown}
          headings={[
            { title: words.topicName },
            { title: words.lastReceived },
            { title: words.lastDay, alignment: "end" },
            { title: words.usual, alignment: "end" },
          ]}
        >
          {shown.map((line, position) => (
            <IndexTable.Row id={line.topic} key={line.topic} position={position}>
              {smDown ? <CompactLine line={line} /> : <WideLine line={line} />}
            </IndexTable.Row>
          ))}
        </IndexTable>
      ) : (
        <Box paddingInline="400" paddingBlockEnd="200">
          <Text as="p">{words.nothingReceived}</Text>
        </Box>
      )}
    </Part>
  );
}

const usualOf = ({ usual }: ShownReceivedTopic) => (usual === null ? words.none : words.about(usual));

function Name({ line: { topic, silent, last } }: { line: ShownReceivedTopic }) {
  return (
    <InlineStack gap="200" blockAlign="center">
      <span title={topic}>{words.topic(topic)}</span>
      {silent && <Badge tone="warning">{words.silent}</Badge>}
      {last === null && <Badge tone="attention">{words.neededNever}</Badge>}
    </InlineStack>
  );
}

function WideLine({ line }: { line: ShownReceivedTopic }) {
  return (
    <>
      <IndexTable.Cell>
        <Name line={line} />
      </IndexTable.Cell>
      <IndexTable.Cell>{line.last ? <Time at={line.last} /> : words.never}</IndexTable.Cell>
      {[showNumber(line.lastDay), usualOf(line)].map((figure, at) => (
        <IndexTable.Cell key={at}>
          <Text as="span" numeric alignment="end">
            {figure}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function CompactLine({ line }: { line: ShownReceivedTopic }) {
  return (
    <CompactRow>
      <Name line={line} />
      <Text as="span" tone="subdued">
        {`${words.lastDay}: ${showNumber(line.lastDay)} · ${words.usual}: ${usualOf(line)}`}
      </Text>
      <Text as="span" tone="subdued">
        {`${words.lastReceived}: ${line.last?.shown ?? words.never}`}
      </Text>
    </CompactRow>
  );
}
