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

/** Why a step is deferred or held, with the checks that led to it. Stored as JSON on the step's row. */
export interface Deferral {
  reason: string;
  checks: Check[];
  /**
   * Set for a text that waits for credits, for its sender or for its sender's approval: the ISO instant at which the
   * wait began.
   */
  since?: string;
}

/** The next state of a step's row. */
export type StepEnd =
  | { kind: "executed"; at: Instant }
  | { kind: "failed"; at: Instant; error: string }
  | { kind: "cancelled"; at: Instant }
  | { kind: "later"; dueAt: Instant; deferral: Deferral | null; error: string | null }
  /** Given back as it was before its claim: another worker runs it. */
  | { kind: "given_back"; dueAt: Instant; attempts: number }
  /** Held until a person or a later event releases it. */
  | { kind: "held"; deferral?: Deferral | null; error: string | null };

/** The result of a step: the next state of its row, its log entry and the sequence's next position. */
export interface Conclusion {
  end: StepEnd;
  /** Null for a step that decided nothing, such as a wait that elapsed. */
  log: { status: LogStatus; reason: Reason | null; checks: readonly Check[] } | null;
  /** Null when the sequence keeps its position or has already ended. */
  then: Advance | null;
}

/** The step and its sequence at the moment the step ends. */
export interface SequencePosition extends ActionMoment {
  definition: Definition;
  stepId: string;
  attempts: number;
  /** True while the sequence is active or paused. */
  running: boolean;
}

/** Decisions without an effect outside the database. */
type ImmediateDecision = Exclude<Decision, { kind: "text" | "email" | "act" }>;

export function concludeStep(decision: ImmediateDecision, at: SequencePosition): Conclusion {
  const { now } = at;
  const { checks } = decision;
  const executed: StepEnd = { kind: "executed", at: now };
  switch (decision.kind) {
    case "done":
      return { end: executed, log: null, then: advanceFrom(at, { kind: "done" }) };
    case "choose":
      return {
        end: executed,
        log: { status: "done", reason: decision.reason, checks },
        then: advanceFrom(at, { kind: "arm", arm: decision.arm }),
      };
    case "leave":
      return { end: executed, log: { status: "done", reason: null, checks }, then: advanceFrom(at, { kind: "left" }) };
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
        end: {
          kind: "held",
          deferral: { reason: decision.reason, checks, ...(decision.since && { since: decision.since.toString() }) },
          error: null,
        },
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

/** Concludes a skipped step; the sequence advances. */
export const concludeSkipped = (at: SequencePosition, reason: Reason, checks: readonly Check[]): Conclusion => ({
  end: { kind: "executed", at: at.now },
  log: { status: "skipped", reason, checks },
  then: advanceFrom(at, { kind: "done" }),
});

/** Concludes a step whose action or message succeeded. */
export const concludeAction = (
  at: SequencePosition,
  checks: readonly Check[],
  status: Extract<LogStatus, "sent" | "done">,
): Conclusion => ({
  end: { kind: "executed", at: at.now },
  log: { status, reason: null, checks },
  then: advanceFrom(at, { kind: "done" }),
});

/** Concludes a step that failed permanently. */
export const concludeFailed = (
  at: SequencePosition,
  reason: Reason,
  detail: string,
  checks: readonly Check[],
): Conclusion => ({
  end: { kind: "failed", at: at.now, error: detail },
  log: { status: "failed", reason, checks },
  then: advanceFrom(at, { kind: "failed" }),
});

/**
 * Defers a failed step to its next retry, or fails it when its error rule allows no further retry.
 * @param notBefore the earliest retry that the provider accepts
 */
export function retryOrFail(
  at: SequencePosition,
  reason: Reason,
  detail: string,
  checks: readonly Check[],
  notBefore: Instant | null,
): Conclusion {
  const rule = placementOf(at.definition, at.stepId)?.step.onError ?? "stop";
  const retryDueAt = retryAt(rule, at.attempts, at.now);
  if (!retryDueAt) return concludeFailed(at, reason, detail, checks);
  const dueAt = notBefore && notBefore.epochMilliseconds > retryDueAt.epochMilliseconds ? notBefore : retryDueAt;
  return { end: { kind: "later", dueAt, deferral: null, error: detail }, log: null, then: null };
}

const advanceFrom = (at: SequencePosition, result: AdvanceResult): Advance | null =>
  at.running ? advance(at.definition, at.stepId, result, at) : null;
