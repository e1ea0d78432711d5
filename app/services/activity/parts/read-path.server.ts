import { nameInTexts } from "#core/team/settings.ts";
import { z } from "zod";
import { readDefinition } from "#core/automations/definition.ts";
import { customerValuesOf, type CustomerFacts } from "#core/customers/facts.ts";
import { blockerToCancelling, blockerToMoving, type StepChangeBlocker } from "#core/scheduled/step-changes.ts";
import type { ShortLinks } from "#core/sending/short-links.ts";
import type { AutomationStatus, LogStatus, MessageStatus, ScheduledStatus, SequenceStatus } from "#core/statuses.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { ShownMoment } from "#text/moment.ts";
import { formTimeOf, type FormTime } from "#core/time/form-time.ts";
import type { RecipientTime } from "./recipient-time.server.ts";
import { formatAction, TEXT_ACTION } from "../log-actions.server.ts";
import {
  stepsOf,
  previewStepText,
  type StepDescriber,
  type StepSummary,
} from "#services/automations/parts/describe-steps.server.ts";
import { formatExit } from "#services/automations/read-triggers.server.ts";

/** One customer's walk through an automation: what is behind, what is due, what lies ahead. */
export interface Path {
  status: SequenceStatus;
  started: ShownMoment;
  ended: ShownMoment | null;
  /** Why it ended before its last step, in words. */
  ending: string | null;
  steps: PathStep[];
}

interface PathStep extends StepSummary {
  /**
   * Its text: as it was written, as it will be as things stand, or as it would have been. Null for a step without
   * one.
   */
  words: { tense: "said" | "will" | "would"; body: string } | null;
  /** "unknown" while it cannot be told whether its text went out; "ahead" when the sequence has not come to it. */
  status: ScheduledStatus | "unknown" | "ahead";
  /** When it was done or ended, or else is due; for an unknown outcome, since when. */
  at: ShownMoment | null;
  /** When that is by the recipient's clock, of what is still to come. */
  there: RecipientTime | null;
  /** Why it waits longer than it asked; null when it does not. */
  waitsFor: string | null;
  /** What must be on again before it runs; null when nothing is off. */
  heldBy: "automation" | "sequence" | null;
  /** The decision about it. */
  log: { id: string; action: string; status: LogStatus; reason: string | null } | null;
  /** Whether the row that is being explained is about this step. */
  here: boolean;
  /** Of a step that waits: its row, and what stands against cancelling and moving it. */
  steer: {
    id: string;
    cancelling: StepChangeBlocker | null;
    moving: StepChangeBlocker | null;
    local: FormTime;
    doing: string;
  } | null;
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

/** A sequence as stored, with its version, its customer and the steps it came to. */
interface Walked {
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

interface Reader {
  /** The row that is being explained. */
  logId: string;
  shop: StepDescriber;
  /** Of texts that are not written yet, as the shop wants them. */
  links: ShortLinks | null;
  now: Instant;
  tell: (at: Date) => ShownMoment;
  there: (at: Date) => RecipientTime | null;
}

const deferral = z.object({ reason: z.string() }).nullable();
const storedFacts = z.record(z.string(), z.record(z.string(), z.unknown())).catch({});

export function readPath(sequence: Walked, { logId, shop, links, now, tell, there }: Reader): Path {
  const planned = stepsOf(sequence.version.definition);
  const known = new Set(planned.map(({ step }) => step.id));
  const strays = sequence.scheduled
    .filter(({ stepId }) => !known.has(stepId))
    .map(({ stepId }) => ({ step: null, line: { id: stepId, type: "unknown", tells: stepId, depth: 0, arm: null } }));
  return {
    status: sequence.status,
    started: tell(sequence.startedAt),
    ended: sequence.completedAt && tell(sequence.completedAt),
    ending: sequence.endReason && formatExit(sequence.endReason),
    steps: [...planned, ...strays].map(({ step, line }) => {
      const stored = sequence.scheduled.find(({ stepId }) => stepId === line.id);
      const at = stored ? timeOf(stored) : null;
      const written = stored?.message?.body ?? null;
      const imagined = written === null && step ? imagine(step, sequence, shop, links, at ? instantOf(at) : now) : null;
      const body = written ?? imagined;
      return {
        ...line,
        words: body === null ? null : { tense: tenseOf(sequence, stored), body },
        status: stored ? statusOf(stored) : "ahead",
        at: at && tell(at),
        there: at && stored && waits(stored) ? there(at) : null,
        waitsFor: stored && waits(stored) ? (deferral.safeParse(stored.deferral).data?.reason ?? null) : null,
        heldBy: stored ? heldBy(sequence, stored) : null,
        log: stored?.log ?? null,
        here: stored?.log?.id === logId,
        steer:
          stored?.status === "scheduled"
            ? steeringOf(sequence, stored, line.type === TEXT_ACTION ? formatAction(line.type) : line.tells, {
                shop,
                now,
              })
            : null,
      };
    }),
  };
}

const instantOf = (at: Date): Instant => Temporal.Instant.fromEpochMilliseconds(at.getTime());
const isUnknown = ({ message }: StoredStep) => message?.status === "unknown";
const waits = (step: StoredStep) => step.status === "scheduled" && !isUnknown(step);
const statusOf = (step: StoredStep) => (isUnknown(step) ? "unknown" : step.status);
const timeOf = (step: StoredStep): Date =>
  isUnknown(step) && step.message ? step.message.updatedAt : (step.executedAt ?? step.cancelledAt ?? step.dueAt);

/** An unknown outcome holds its step too, but is a case of its own; so is what is waited for, such as credits. */
function heldBy({ status, automation }: Walked, step: StoredStep): PathStep["heldBy"] {
  if (!waits(step) || !step.held) return null;
  if (automation.status !== "active") return "automation";
  return status === "paused" ? "sequence" : null;
}

function steeringOf(
  { status, automation }: Walked,
  step: StoredStep,
  doing: string,
  { shop, now }: Pick<Reader, "shop" | "now">,
): PathStep["steer"] {
  const claimed = step.leaseUntil !== null && step.leaseUntil.getTime() >= now.epochMilliseconds;
  const stands = {
    status: step.status,
    held: step.held,
    claimed,
    messageStatus: step.message?.status ?? null,
    automationStatus: automation.status,
    sequenceStatus: status,
  };
  return {
    id: step.id,
    cancelling: blockerToCancelling(stands),
    moving: blockerToMoving(stands),
    local: formTimeOf(step.dueAt, shop.timezone),
    doing,
  };
}

function tenseOf({ status }: Walked, step: StoredStep | undefined): "said" | "will" | "would" {
  if (step?.message && step.message.status !== "pending") return "said";
  const isOver = step ? step.status !== "scheduled" : status !== "active" && status !== "paused";
  return isOver ? "would" : "will";
}

/** Of an erased customer too little is left to say what a text would have been. */
function imagine(
  step: Parameters<typeof previewStepText>[0],
  { customer, facts, outputs, version }: Walked,
  { domain, timezone, ...shop }: StepDescriber,
  links: ShortLinks | null,
  now: Instant,
): string | null {
  const read = readDefinition(version.definition);
  if (customer.erasedAt || "problems" in read) return null;
  const values = customerValuesOf(storedFacts.parse(facts), storedFacts.parse(outputs), customer, {
    name: nameInTexts(shop),
    url: `https://${domain}`,
  });
  return previewStepText(step, { now, timezone, shopTimezone: timezone, values }, read.definition, links);
}
