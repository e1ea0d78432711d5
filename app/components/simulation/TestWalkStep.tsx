import { Badge, BlockStack, Box, InlineStack, Select, Text, type BadgeProps } from "@shopify/polaris";
import type { LogStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import type { FlowStep } from "#text/flow.ts";
import type { ShownMoment } from "#text/moment.ts";
import type { ShownCheck } from "../activity/entry/shown-entry.ts";
import { TextBubble } from "../page/TextBubble.tsx";
import { CheckFold } from "./CheckFold.tsx";

interface Decision {
  at: ShownMoment;
  status: LogStatus | null;
  reason: string | null;
  /** The remedy, if any. */
  remedy: string | null;
  until: ShownMoment | null;
  checks: readonly ShownCheck[];
}

export interface ShownStepVisit {
  reached: ShownMoment;
  decisions: readonly Decision[];
  text: { body: string; segments: number; credits: number } | null;
  /** The branch taken. */
  arm: string | null;
}

const words = text.trial;
const tones: Record<LogStatus, BadgeProps["tone"]> = {
  sent: "success",
  done: "success",
  skipped: "attention",
  failed: "critical",
};

interface TestWalkStepProps {
  step: FlowStep;
  station: ShownStepVisit | undefined;
  /** The outcomes that can be chosen. */
  outcomes: readonly { value: string; label: string }[];
  /** Empty: by the facts. */
  chosen: string;
  onChoose: (outcome: string) => void;
}

/** A step of a test walk, dimmed if not reached. */
export function TestWalkStep({ step, station, outcomes, chosen, onChoose }: TestWalkStepProps) {
  const title = step.name ?? step.tells;
  if (!station) {
    return (
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" tone="subdued" breakWord>
          {title}
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
      {station.text ? (
        <TextBubble>{station.text.body}</TextBubble>
      ) : (
        <Text as="p" breakWord>
          {title}
        </Text>
      )}
      {station.text && (
        <Text as="p" variant="bodySm" tone="subdued">
          {words.textSize(station.text.segments, station.text.credits)}
        </Text>
      )}
      {step.arms.length > 0 && <Text as="p">{wayOf(step, station.arm)}</Text>}
      {outcomes.length > 0 && (
        <Box maxWidth="24rem">
          <Select
            label={words.outcome}
            options={[{ value: "", label: step.arms.length > 0 ? words.byFacts : words.nothingMeanwhile }, ...outcomes]}
            value={chosen}
            onChange={onChoose}
          />
        </Box>
      )}
      {/* The checks tell what the facts say, not the choice. */}
      {(chosen === "" ? station.decisions : []).map((decision) => (
        <DecisionLine
          key={decision.at.iso}
          decision={decision}
          action={step.type}
          forks={step.arms.length > 0}
          waited={decision.at.iso !== station.reached.iso}
        />
      ))}
    </BlockStack>
  );
}

function wayOf({ arms }: FlowStep, armId: string | null): string {
  const arm = arms.find(({ id }) => id === armId);
  return arm ? words.goesWay(arm.name) : words.goesNoWay;
}

interface DecisionLineProps {
  decision: Decision;
  action: string;
  /** The branch taken already shows the outcome. */
  forks: boolean;
  waited: boolean;
}

function DecisionLine({
  decision: { at, status, reason, remedy, until, checks },
  action,
  forks,
  waited,
}: DecisionLineProps) {
  const came =
    status === null
      ? (reason ?? (waited ? words.decidedAt(at.shown) : null))
      : waited
        ? words.outcomeAt(reason, at.shown)
        : reason;
  const title = until && reason ? words.putOff(reason, until.shown) : came;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        {status && !forks && <Badge tone={tones[status]}>{words.would[status]}</Badge>}
        {title && <Text as="span">{title}</Text>}
      </InlineStack>
      {remedy && (
        <Text as="p" tone="subdued">
          {remedy}
        </Text>
      )}
      {status !== null && <CheckFold checks={checks} action={action} />}
    </BlockStack>
  );
}
