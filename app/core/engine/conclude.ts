import type { ActionMoment } from "../actions/define.ts";
import { retryAt } from "../actions/on-error.ts";
import { placementOf } from "../automations/outline.ts";
import type { Definition } from "../automations/definition.ts";
import type { Check } from "../activity/explanation.ts";
import type { Reason } from "../activity/reasons.ts";
import type { LogStatus } from "../statuses.ts";
import type { Instant } from "../time/time.ts";
import { advance, type Advance, type AdvanceResult } from "./advance.ts";
import type { Decision } from "./decide.ts";

/** Why a step was put off or is held, with what was looked at. */
export interface Deferral {
  reason: string;
  checks: Check[];
  /** Of a text that waits for credits: since when, an ISO instant. */
  since?: string;
}

/** What becomes of a step's row. */
export type StepEnd =
  | { kind: "executed"; at: Instant }
  | { kind: "failed"; at: Instant; error: string }
  | { kind: "cancelled"; at: Instant }
  | { kind: "later"; dueAt: Instant; deferral: Deferral | null; error: string | null }
  /** Until whoever holds it lets it go. */
  | { kind: "held"; deferral?: Deferral | null; error: string | null };

/** How a step ends: its row, what is logged of it, and where the sequence goes. */
export interface Conclusion {
  end: StepEnd;
  /** Null for a step that is no decision to tell of, such as a wait that is over. */
  log: { status: LogStatus; reason: Reason | null; checks: readonly Check[] } | null;
  /** Null where the sequence stays, or has ended before. */
  then: Advance | null;
}

/** Where a step stands as it ends. */
export interface SequencePosition extends ActionMoment {
  definition: Definition;
  stepId: string;
  /** How often it has been tried. */
  tries: number;
  /** Its sequence is neither over nor cancelled. */
  running: boolean;
}

/** Decisions that ask nothing of the world. */
type Settled = Exclude<Decision, { kind: "text" | "email" | "act" }>;

export function concludeStep(decision: Settled, at: SequencePosition): Conclusion {
  const { now } = at;
  const { checks } = decision;
  const over: StepEnd = { kind: "executed", at: now };
  switch (decision.kind) {
    case "done":
      return { end: over, log: null, then: onward(at, { kind: "done" }) };
    case "choose":
      return {
        end: over,
        log: { status: "done", reason: decision.reason, checks },
        then: onward(at, { kind: "arm", arm: decision.arm }),
      };
    case "leave":
      return { end: over, log: { status: "done", reason: null, checks }, then: onward(at, { kind: "left" }) };
    case "skip":
      return concludeSkipped(at, decision.reason, checks);
    case "fail":
      return concludeFailed(at, decision.reason, decision.detail, checks);
    case "defer":
      return {
        end: { kind: "later", dueAt: decision.until, deferral: { reason: decision.reason, checks }, error: null },
        log: null,
        then: null,
      };
    case "hold":
      return {
        end: { kind: "held", deferral: { reason: decision.reason, checks }, error: null },
        log: null,
        then: null,
      };
    case "exit":
      return {
        end: { kind: "cancelled", at: now },
        log: { status: "skipped", reason: decision.reason, checks },
        then: { kind: "ended", status: "cancelled", because: decision.reason },
      };
  }
}

/** A step that was left out; the sequence goes on. */
export const concludeSkipped = (at: SequencePosition, reason: Reason, checks: readonly Check[]): Conclusion => ({
  end: { kind: "executed", at: at.now },
  log: { status: "skipped", reason, checks },
  then: onward(at, { kind: "done" }),
});

/** A step that did what it was to do. */
export const concludeAction = (
  at: SequencePosition,
  checks: readonly Check[],
  status: Extract<LogStatus, "sent" | "done">,
): Conclusion => ({
  end: { kind: "executed", at: at.now },
  log: { status, reason: null, checks },
  then: onward(at, { kind: "done" }),
});

/** A step that could not do what it was to do, for good. */
export const concludeFailed = (
  at: SequencePosition,
  reason: Reason,
  detail: string,
  checks: readonly Check[],
): Conclusion => ({
  end: { kind: "failed", at: at.now, error: detail },
  log: { status: "failed", reason, checks },
  then: onward(at, { kind: "failed" }),
});

/** A step that could not do what it was to do, and may be tried again as often as its rule says. */
export function retriesExhausted(
  at: SequencePosition,
  reason: Reason,
  detail: string,
  checks: readonly Check[],
  notBefore: Instant | null,
): Conclusion {
  const rule = placementOf(at.definition, at.stepId)?.step.onError ?? "stop";
  const again = retryAt(rule, at.tries, at.now);
  if (!again) return concludeFailed(at, reason, detail, checks);
  const dueAt = notBefore && notBefore.epochMilliseconds > again.epochMilliseconds ? notBefore : again;
  return { end: { kind: "later", dueAt, deferral: null, error: detail }, log: null, then: null };
}

const onward = (at: SequencePosition, result: AdvanceResult): Advance | null =>
  at.running ? advance(at.definition, at.stepId, result, at) : null;
