import { BlockStack, Card, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { Flow } from "#text/flow.ts";
import { FlowTree } from "../FlowTree.tsx";
import { TextBubble } from "#components/page/TextBubble.tsx";

interface StoryFlowProps {
  flow: Pick<Flow, "starts" | "only" | "ends" | "steps">;
  /** Rendered sample texts, by step. */
  texts: Readonly<Record<string, { body: string; segments: number; credits: number }>>;
}

const words = text.library;

/** The flow of a template with sample texts. */
export function StoryFlow({ flow: { starts, only, ends, steps }, texts }: StoryFlowProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.flow}
          </Text>
          <Text as="p" tone="subdued">
            {words.flowHelp}
          </Text>
        </BlockStack>
        <FlowLines name={words.starts} lines={[starts, ...(only ? [`${words.onlyIf}: ${only}`] : [])]} />
        <FlowTree steps={steps}>
          {({ id, tells }) => {
            const written = texts[id];
            return written ? <CustomersText {...written} /> : <Text as="p">{tells}</Text>;
          }}
        </FlowTree>
        <FlowLines name={words.ends} lines={ends.length > 0 ? ends : [words.endsNever]} />
      </BlockStack>
    </Card>
  );
}

function FlowLines({ name, lines }: { name: string; lines: readonly string[] }) {
  return (
    <BlockStack gap="050">
      <Text as="h3" variant="headingSm">
        {name}
      </Text>
      {lines.map((line) => (
        <Text as="p" key={line}>
          {line}
        </Text>
      ))}
    </BlockStack>
  );
}

function CustomersText({ body, segments, credits }: { body: string; segments: number; credits: number }) {
  return (
    <BlockStack gap="100">
      <TextBubble>{body}</TextBubble>
      <Text as="p" tone="subdued" variant="bodySm">
        {words.size(segments, credits)}
      </Text>
    </BlockStack>
  );
}
