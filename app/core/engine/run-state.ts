import type { AutomationStatus, MessageStatus, SequenceStatus } from "../statuses.ts";

/**
 * The states of a run, one word each on every page, in the commands and in the API.
 * `pending`: its first step has not begun. `running`: a worker is at its step, or its text is being sent. `waiting`:
 * between two steps, deferred, tried again later, or held.
 */
export const runStates = ["pending", "running", "waiting", "paused", "completed", "failed", "cancelled"] as const;
export type RunState = (typeof runStates)[number];

/** The states of a run that has not ended. */
export const openRunStates = ["pending", "running", "waiting", "paused"] as const satisfies readonly RunState[];
export type OpenRunState = (typeof openRunStates)[number];

/**
 * What a run waits for, when no reason says it. `due`: the time of its next step. `turn`: a free worker. `retry`: the
 * next try of a step that did not succeed. `automation`: its automation is off. `delivery`: the outcome of its text is
 * unknown. `release`: held for a reason that was not recorded.
 */
export type RunWait = "due" | "turn" | "retry" | "automation" | "delivery" | "release";

/** A sequence with its scheduled step, as far as they decide its state. */
export interface RunFacts {
  sequenceStatus: SequenceStatus;
  automationStatus: AutomationStatus;
  /** Null between two steps. */
  step: {
    /** The sequence has had no other step. */
    isFirst: boolean;
    isDue: boolean;
    held: boolean;
    /** A worker holds its lease. */
    claimed: boolean;
    /** Claims that did not end the step. */
    attempts: number;
    /** Reason of its last deferral or hold. */
    deferredFor: string | null;
    /** Null before its text is written. */
    messageStatus: MessageStatus | null;
  } | null;
}

export interface RunStanding {
  state: RunState;
  /** While `waiting`: a `RunWait`, or the reason of a deferral or hold. */
  waitsFor: string | null;
}

/** Reasons that only hold a step: once it is released, it does not wait for them any more. */
const holdReasons: readonly string[] = ["automation_paused", "reply_held", "credits_held", "sender_not_approved"];

/** The state of a run. A paused or ended sequence decides it alone; otherwise its step does. */
export function runStateOf({ sequenceStatus, automationStatus, step }: RunFacts): RunStanding {
  if (sequenceStatus !== "active") return { state: sequenceStatus, waitsFor: null };
  if (!step) return waiting("due");
  const { isFirst, isDue, held, claimed, attempts, deferredFor, messageStatus } = step;
  if (messageStatus === "unknown") return waiting("delivery");
  if (messageStatus === "sending") return running;
  if (held) return waiting(automationStatus === "active" ? (deferredFor ?? "release") : "automation");
  // A claim that was given back keeps its lease, but counts no attempt.
  if (claimed && attempts > 0) return running;
  if (messageStatus === "pending" || attempts > 0)
    return waiting(deferredFor && !isReleased(step) ? deferredFor : "retry");
  if (deferredFor && !isReleased(step)) return waiting(deferredFor);
  if (isFirst && !deferredFor) return { state: "pending", waitsFor: null };
  return waiting(isDue ? "turn" : "due");
}

const running: RunStanding = { state: "running", waitsFor: null };
const waiting = (waitsFor: string): RunStanding => ({ state: "waiting", waitsFor });

/** Whether the time or the person that the step waited for has come. */
const isReleased = ({ isDue, deferredFor }: NonNullable<RunFacts["step"]>): boolean =>
  isDue || (deferredFor !== null && holdReasons.includes(deferredFor));
