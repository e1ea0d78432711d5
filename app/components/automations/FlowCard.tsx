import { Banner, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import type { Flow, FlowStep } from "#text/flow.ts";
import { FlowTree } from "./FlowTree.tsx";
import { TextBubble } from "../page/TextBubble.tsx";

interface Figures {
  reached: number;
  waiting: number;
  sent: number;
  delivered: number;
  done: number;
  skipped: number;
  failed: number;
  /** Clicks on the links of its texts; null without links. */
  clicks: { linked: number; clicked: number; machines: number } | null;
  ordered: number;
}

interface FlowCardProps {
  /** Null if the definition cannot be read, or is a draft that is not complete. */
  flow: Flow | null;
  /** Rendered sample texts, by step. */
  examples: Readonly<Record<string, string>>;
  /** Figures by step; null before the first publication. */
  figures: Readonly<Record<string, Figures>> | null;
}

const words = text.automation;

/** The flow from top to bottom, with the figures of each step. */
export function FlowCard({ flow, examples, figures }: FlowCardProps) {
  if (!flow) return figures ? <Banner tone="warning">{words.unreadable}</Banner> : <Banner>{words.unfinished}</Banner>;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {words.steps}
          </Text>
          <Text as="p" tone="subdued">
            {figures ? `${words.example} ${words.stepsPeriod}` : words.example}
          </Text>
        </BlockStack>
        <Text as="p">
          <Text as="span" tone="subdued">{`${words.starts}: `}</Text>
          {flow.starts}
        </Text>
        <FlowTree steps={flow.steps}>
          {(step) => <Step step={step} example={examples[step.id]} figures={figures && figures[step.id]} />}
        </FlowTree>
      </BlockStack>
    </Card>
  );
}

function Step({
  step: { name, tells, type },
  example,
  figures,
}: {
  step: FlowStep;
  example: string | undefined;
  figures: Figures | null | undefined;
}) {
  return (
    <BlockStack gap="100">
      {name && (
        <Text as="p" fontWeight="medium">
          {name}
        </Text>
      )}
      {example ? (
        <TextBubble>{example}</TextBubble>
      ) : (
        <Text as="p" breakWord>
          {tells}
        </Text>
      )}
      {figures && <StepFigures figures={figures} isText={type === "send_sms" || type === "send_email"} />}
    </BlockStack>
  );
}

function StepFigures({ figures, isText }: { figures: Figures; isText: boolean }) {
  const { reached, waiting, sent, delivered, done, skipped, failed, clicks, ordered } = figures;
  const counts = [
    words.step.reached(reached),
    ...(isText
      ? [words.step.sent(sent), words.step.delivered(delivered), words.step.skipped(skipped)]
      : [...(done > 0 ? [words.step.done(done)] : []), ...(skipped > 0 ? [words.step.leftOut(skipped)] : [])]),
    ...(clicks ? [text.links.rate(clicks.clicked, clicks.linked, clicks.machines)] : []),
    ...(ordered > 0 ? [words.step.ordered(ordered)] : []),
    ...(waiting > 0 ? [words.step.waiting(waiting)] : []),
  ];
  return (
    <InlineStack gap="100">
      <Text as="p" variant="bodySm" numeric>
        {counts.join(" · ")}
      </Text>
      {failed > 0 && (
        <Text as="p" variant="bodySm" numeric tone="critical">
          {`· ${words.step.failed(failed)}`}
        </Text>
      )}
    </InlineStack>
  );
}
