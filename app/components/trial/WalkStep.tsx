import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { LogStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { FlowStep } from "#text/flow.ts";
import type { Moment } from "#text/moment.ts";
import type { CheckLine } from "../entry/Checks.tsx";
import { DecisionBadge } from "../shell/DecisionBadge.tsx";
import { TextBubble } from "../shell/TextBubble.tsx";
import { CheckFold } from "./CheckFold.tsx";

interface Decision {
  at: Moment;
  status: LogStatus | null;
  reason: string | null;
  until: Moment | null;
  checks: readonly CheckLine[];
}

export interface Station {
  reached: Moment;
  decisions: readonly Decision[];
  text: { body: string; segments: number; credits: number } | null;
  /** Of a step with several ways: the one that is gone. */
  arm: string | null;
}

const words = text.trial;

/** A step as the walk meets it; in grey where it never comes there. */
export function WalkStep({ step, station }: { step: FlowStep; station: Station | undefined }) {
  const told = step.name ?? step.tells;
  if (!station) {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" tone="subdued" breakWord>
          {told}
        </Text>
        <Badge>{words.notOnWay}</Badge>
      </InlineStack>
    );
  }
  return (
    <BlockStack gap="150">
      <Text as="p" variant="bodySm" tone="subdued">
        {words.reachedAt(station.reached.shown)}
      </Text>
      {station.text ? <TextBubble>{station.text.body}</TextBubble> : <Text as="p" breakWord>{told}</Text>}
      {station.text && (
        <Text as="p" variant="bodySm" tone="subdued">
          {words.textSize(station.text.segments, station.text.credits)}
        </Text>
      )}
      {station.decisions.map((decision) => (
        <DecisionLine key={decision.at.iso} decision={decision} action={step.type} waited={decision.at.iso !== station.reached.iso} />
      ))}
    </BlockStack>
  );
}

function DecisionLine({ decision: { at, status, reason, until, checks }, action, waited }: { decision: Decision; action: string; waited: boolean }) {
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        {status && <DecisionBadge action={action} status={status} />}
        <Text as="span">{until && reason ? words.putOff(reason, until.shown) : (reason ?? (waited ? words.decidedAt(at.shown) : ""))}</Text>
      </InlineStack>
      {status !== null && <CheckFold checks={checks} action={action} />}
    </BlockStack>
  );
}
