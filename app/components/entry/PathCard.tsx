import { Badge, BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { LogStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { Moment } from "#text/moment.ts";
import { sayReason } from "#text/reasons.ts";
import { DecisionBadge } from "../shell/DecisionBadge.tsx";
import { StatusBadge } from "../shell/StatusBadge.tsx";
import { Time } from "../shell/Time.tsx";

interface PathStep {
  id: string;
  tells: string;
  words: { tense: "said" | "will" | "would"; body: string } | null;
  status: ScheduledStatus | "unknown" | "ahead";
  at: Moment | null;
  log: { id: string; action: string; status: LogStatus; reason: string | null } | null;
  here: boolean;
  waitsFor: string | null;
  heldBy: "automation" | "sequence" | null;
}

interface PathCardProps {
  path: { status: SequenceStatus; started: Moment; ended: Moment | null; ending: string | null; steps: readonly PathStep[] };
}

const words = text.entry;

/** One customer's walk through the automation's steps, with their times. */
export function PathCard({ path }: PathCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {words.path}
          </Text>
          <StatusBadge of="sequence" status={path.status} />
        </InlineStack>
        <Text as="p" tone="subdued">
          {words.pathStarted(path.started.shown)}
          {path.ended && ` · ${words.pathEnded(path.ended.shown)}`}
          {path.ending && ` · ${path.ending}`}
        </Text>
        <BlockStack as="ol" gap="200">
          {path.steps.map((step) => (
            <Box as="li" key={step.id}>
              <StepItem step={step} />
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function StepItem({ step }: { step: PathStep }) {
  return (
    <Box padding="300" borderRadius="200" borderWidth="025" borderColor={step.here ? "border-emphasis" : "border"}>
      <BlockStack gap="150">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <StepBadge step={step} />
            {step.at && (
              <Text as="span" tone="subdued">
                {step.status === "scheduled" ? words.due(step.at.shown) : <Time at={step.at} />}
              </Text>
            )}
          </InlineStack>
          {step.here && <Badge tone="info">{words.thisOne}</Badge>}
        </InlineStack>
        <Text as="p" breakWord tone={step.status === "ahead" ? "subdued" : undefined}>
          {step.words ? words.words[step.words.tense](step.words.body) : step.tells}
        </Text>
        {step.waitsFor && <Text as="p">{words.waitsFor(sayReason(step.waitsFor).label)}</Text>}
        {step.status === "unknown" && <Text as="p">{words.unknown}</Text>}
        {step.heldBy && <Text as="p">{words.held[step.heldBy]}</Text>}
        {step.log?.reason && <Text as="p">{sayReason(step.log.reason).label}</Text>}
        {step.log && !step.here && <Link url={`/app/activity/${step.log.id}`}>{words.seeWhy}</Link>}
      </BlockStack>
    </Box>
  );
}

/** What was decided says more than that the step is over. */
function StepBadge({ step }: { step: PathStep }) {
  if (step.log) return <DecisionBadge action={step.log.action} status={step.log.status} />;
  if (step.status === "ahead") return <Badge>{words.ahead}</Badge>;
  if (step.status === "unknown") return <StatusBadge of="message" status={step.status} />;
  return <StatusBadge of="step" status={step.status} />;
}
