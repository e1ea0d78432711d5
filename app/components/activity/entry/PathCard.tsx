import { Badge, BlockStack, Box, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import { formatRunWait } from "#text/run-wait.ts";
import { StepActions } from "#components/scheduled/StepActions.tsx";
import { DecisionBadge } from "#components/page/DecisionBadge.tsx";
import { StatusBadge } from "#components/page/StatusBadge.tsx";
import { Time } from "#components/page/Time.tsx";
import type { ShownEntry, ShownStep } from "./shown-entry.ts";

/** Indentation of an arm, in rem. */
const INDENT = 1.25;
const words = text.entry;

/** The names of the customer and the automation, and the city of the shop's time zone, for the step actions. */
interface Around {
  who: string;
  automation: string;
  zone: string;
}

/** A sequence's steps in their arms, with times. */
export function PathCard({ path, ...around }: Around & { path: NonNullable<ShownEntry["path"]> }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {words.path}
          </Text>
          <StatusBadge of="run" status={path.run.state} />
        </InlineStack>
        <Text as="p" tone="subdued">
          {words.pathStarted(path.started.shown)}
          {path.run.waitsFor && ` · ${formatRunWait(path.run.waitsFor)}`}
          {path.ended && ` · ${words.pathEnded(path.ended.shown)}`}
          {path.ending && ` · ${path.ending}`}
        </Text>
        <BlockStack as="ol" gap="200">
          {path.steps.map((step) => (
            <li key={step.id} style={{ marginInlineStart: `${step.depth * INDENT}rem` }}>
              <BlockStack gap="100">
                {step.arm && (
                  <Text as="p" variant="bodySm" tone="subdued" fontWeight="medium">
                    {step.arm}
                  </Text>
                )}
                <StepItem step={step} {...around} />
              </BlockStack>
            </li>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function StepItem({ step, who, automation, zone }: Around & { step: ShownStep }) {
  const { steer, at } = step;
  return (
    <Box padding="300" borderRadius="200" borderWidth="025" borderColor={step.here ? "border-emphasis" : "border"}>
      <BlockStack gap="150">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <StepBadge step={step} />
            {at && (
              <Text as="span" tone="subdued">
                {step.status === "scheduled" ? words.due(at.shown) : <Time at={at} />}
              </Text>
            )}
          </InlineStack>
          {step.here && <Badge tone="info">{words.thisOne}</Badge>}
        </InlineStack>
        {step.there && (
          <Text as="p" tone="subdued">
            {words.there(step.there.shown, step.there.zone)}
          </Text>
        )}
        <Text as="p" breakWord tone={step.status === "ahead" ? "subdued" : undefined}>
          {step.words ? words.words[step.words.tense](step.words.body) : step.tells}
        </Text>
        {step.waitsFor && <Text as="p">{words.waitsFor(formatReason(step.waitsFor).label)}</Text>}
        {step.status === "unknown" && <Text as="p">{words.unknown}</Text>}
        {step.heldBy && <Text as="p">{words.held[step.heldBy]}</Text>}
        {step.log?.reason && <Text as="p">{formatReason(step.log.reason).label}</Text>}
        {step.log && !step.here && <Link url={`/app/activity/${step.log.id}`}>{words.seeWhy}</Link>}
        {steer && at && step.status === "scheduled" && (
          <StepActions as="buttons" zone={zone} step={{ ...steer, who, automation }} />
        )}
      </BlockStack>
    </Box>
  );
}

/** The decision's badge is more specific than the step's status. */
function StepBadge({ step }: { step: ShownStep }) {
  if (step.log) return <DecisionBadge action={step.log.action} status={step.log.status} />;
  if (step.status === "ahead") return <Badge>{words.ahead}</Badge>;
  if (step.status === "unknown") return <StatusBadge of="message" status={step.status} />;
  return <StatusBadge of="step" status={step.status} />;
}
