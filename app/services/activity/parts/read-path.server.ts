import { nameInTexts, readSettings } from "#core/team/settings.ts";
import { z } from "zod";
import { readDefinition } from "#core/automations/definition.ts";
import type { RunStanding } from "#core/engine/run-state.ts";
import { type CustomerFacts, customerValuesOf } from "#core/customers/record.ts";
import type { SampleLinks } from "#core/sending/links.ts";
import type { AutomationStatus, LogStatus, MessageStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { ShownMoment } from "#text/moment.ts";
import type { RecipientTime } from "./recipient-time.server.ts";
import {
  stepsOf,
  previewStepText,
  type StepDescriber,
  type StepSummary,
} from "#services/automations/parts/describe-steps.server.ts";
import type { RunActions } from "#services/scheduled/parts/run-actions.server.ts";
import { formatExit } from "#services/automations/read-triggers.server.ts";

/** A sequence: past steps, the due step, and the steps ahead. */
export interface Path {
  /** The run's state; while it waits, the key of what it waits for. */
  run: RunStanding;
  started: ShownMoment;
  ended: ShownMoment | null;
  /** Why the sequence ended before its last step. */
  ending: string | null;
  steps: PathStep[];
}

interface PathStep extends StepSummary {
  /** The text as sent, as it will read with current data, or as it would have read. Null for a step without a text. */
  words: { tense: "said" | "will" | "would"; body: string } | null;
  /** "unknown" while the text's outcome is unknown; "ahead" if the sequence has not reached the step. */
  status: ScheduledStatus | "unknown" | "ahead";
  /** When it ran or ended, else its due time; for an unknown outcome, its start. */
  at: ShownMoment | null;
  /** The due time in the recipient's time zone. */
  there: RecipientTime | null;
  /** Deferral reason; null if it is not deferred. */
  waitsFor: string | null;
  /** The paused automation or sequence that holds it; null if neither is paused. */
  heldBy: "automation" | "sequence" | null;
  /** The log of its decision. */
  log: { id: string; action: string; status: LogStatus; reason: string | null } | null;
  /** Whether the explained log row belongs to this step. */
  here: boolean;
  /** For the scheduled step: what staff can do about the run's next message. */
  steer: RunActions | null;
}

interface StoredStep {
  id: string;
  stepId: string;
  status: ScheduledStatus;
  dueAt: Date;
  executedAt: Date | null;
  cancelledAt: Date | null;
  held: boolean;
  leaseUntil: Date | null;
  deferral: unknown;
  log: PathStep["log"];
  message: { body: string; status: MessageStatus; updatedAt: Date } | null;
}

/** A stored sequence, with its version, customer and scheduled steps. */
interface StoredSequence {
  status: SequenceStatus;
  startedAt: Date;
  completedAt: Date | null;
  endReason: string | null;
  facts: unknown;
  outputs: unknown;
  automation: { status: AutomationStatus };
  customer: CustomerFacts & { erasedAt: Date | null };
  version: { definition: unknown };
  scheduled: readonly StoredStep[];
}

interface PathContext {
  /** Id of the explained log row. */
  logId: string;
  run: RunStanding;
  /** The actions of the scheduled step. */
  actions: RunActions | null;
  shop: StepDescriber;
  /** Short links for previews, per the shop's settings. */
  links: SampleLinks | null;
  now: Instant;
  toMoment: (at: Date) => ShownMoment;
  there: (at: Date) => RecipientTime | null;
}

const deferral = z.object({ reason: z.string() }).nullable();
const storedFacts = z.record(z.string(), z.record(z.string(), z.unknown())).catch({});

export function readPath(
  sequence: StoredSequence,
  { logId, run, actions, shop, links, now, toMoment, there }: PathContext,
): Path {
  const planned = stepsOf(sequence.version.definition);
  const knownIds = new Set(planned.map(({ step }) => step.id));
  const unknownSteps = sequence.scheduled
    .filter(({ stepId }) => !knownIds.has(stepId))
    .map(({ stepId }) => ({ step: null, line: { id: stepId, type: "unknown", tells: stepId, depth: 0, arm: null } }));
  return {
    run,
    started: toMoment(sequence.startedAt),
    ended: sequence.completedAt && toMoment(sequence.completedAt),
    ending: sequence.endReason && formatExit(sequence.endReason),
    steps: [...planned, ...unknownSteps].map(({ step, line }) => {
      const stored = sequence.scheduled.find(({ stepId }) => stepId === line.id);
      const at = stored ? timeOf(stored) : null;
      const sentBody = stored?.message?.body ?? null;
      const preview =
        sentBody === null && step ? renderPreview(step, sequence, shop, links, at ? instantOf(at) : now) : null;
      const body = sentBody ?? preview;
      return {
        ...line,
        words: body === null ? null : { tense: tenseOf(sequence, stored), body },
        status: stored ? statusOf(stored) : "ahead",
        at: at && toMoment(at),
        there: at && stored && isWaiting(stored) ? there(at) : null,
        waitsFor: stored && isWaiting(stored) ? (deferral.safeParse(stored.deferral).data?.reason ?? null) : null,
        heldBy: stored ? heldBy(sequence, stored) : null,
        log: stored?.log ?? null,
        here: stored?.log?.id === logId,
        steer: actions && stored?.id === actions.id ? actions : null,
      };
    }),
  };
}

const instantOf = (at: Date): Instant => Temporal.Instant.fromEpochMilliseconds(at.getTime());
const isUnknown = ({ message }: StoredStep) => message?.status === "unknown";
const isWaiting = (step: StoredStep) => step.status === "scheduled" && !isUnknown(step);
const statusOf = (step: StoredStep) => (isUnknown(step) ? "unknown" : step.status);
const timeOf = (step: StoredStep): Date =>
  isUnknown(step) && step.message ? step.message.updatedAt : (step.executedAt ?? step.cancelledAt ?? step.dueAt);

/** Only pauses count: an unknown outcome and missing credits hold a step too, but the view shows them separately. */
function heldBy({ status, automation }: StoredSequence, step: StoredStep): PathStep["heldBy"] {
  if (!isWaiting(step) || !step.held) return null;
  if (automation.status !== "active") return "automation";
  return status === "paused" ? "sequence" : null;
}

function tenseOf({ status }: StoredSequence, step: StoredStep | undefined): "said" | "will" | "would" {
  if (step?.message && step.message.status !== "pending") return "said";
  const isOver = step ? step.status !== "scheduled" : status !== "active" && status !== "paused";
  return isOver ? "would" : "will";
}

/** An erased customer lacks the data to render a text. */
function renderPreview(
  step: Parameters<typeof previewStepText>[0],
  { customer, facts, outputs, version }: StoredSequence,
  { domain, timezone, ...shop }: StepDescriber,
  links: SampleLinks | null,
  now: Instant,
): string | null {
  const read = readDefinition(version.definition);
  if (customer.erasedAt || "problems" in read) return null;
  const values = customerValuesOf(storedFacts.parse(facts), storedFacts.parse(outputs), customer, {
    name: nameInTexts(shop),
    url: `https://${domain}`,
  });
  return previewStepText(
    step,
    {
      now,
      timezone,
      shopTimezone: timezone,
      values,
      plainValues: readSettings(shop.settings).plainValues,
      language: readSettings(shop.settings).textLanguage,
    },
    read.definition,
    links,
  );
}
