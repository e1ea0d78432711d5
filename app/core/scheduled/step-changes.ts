import type { AutomationStatus, MessageStatus, ScheduledStatus, SequenceStatus } from "../statuses.ts";

/** A step's state, as far as it allows a change by staff. */
export interface ChangeableStep {
  status: ScheduledStatus;
  /** Held until released. */
  held: boolean;
  /** A worker holds its lease. */
  claimed: boolean;
  /** The status of its message; null before the first attempt. */
  messageStatus: MessageStatus | null;
  automationStatus: AutomationStatus;
  sequenceStatus: SequenceStatus;
}

/** Why staff cannot change the step. */
export type StepChangeBlocker = "over" | "under_way" | "trying_again" | "automation_off" | "sequence_paused" | "held";

/** Why a step cannot be cancelled; null when it can. A text that may be sent is never touched. */
export function blockerToCancelling({ status, claimed, messageStatus }: ChangeableStep): StepChangeBlocker | null {
  if (status !== "scheduled") return "over";
  if (claimed || messageStatus === "sending" || messageStatus === "unknown") return "under_way";
  return messageStatus === "pending" ? "trying_again" : null;
}

/** Why a step cannot be rescheduled, also to "now"; null when it can. */
export function blockerToMoving(step: ChangeableStep): StepChangeBlocker | null {
  const blocker = blockerToCancelling(step);
  if (blocker === "over" || blocker === "under_way" || !step.held) return blocker;
  if (step.automationStatus === "paused") return "automation_off";
  return step.sequenceStatus === "paused" ? "sequence_paused" : "held";
}
