import type { AutomationStatus, MessageStatus, ScheduledStatus, SequenceStatus } from "../statuses.ts";

/** A step as it stands, in the eyes of a person who wants to change what becomes of it. */
export interface ChangeableStep {
  status: ScheduledStatus;
  /** Not to be run until whatever holds it lets it go. */
  held: boolean;
  /** A worker is at it. */
  claimed: boolean;
  /** Of its text, where a try has written one. */
  messageStatus: MessageStatus | null;
  automationStatus: AutomationStatus;
  sequenceStatus: SequenceStatus;
}

/** What stands against a change. */
export type StepChangeBlocker = "over" | "under_way" | "trying_again" | "automation_off" | "sequence_paused" | "held";

/** What keeps a step from being left out; null for nothing. A text that may be going out is never touched. */
export function blockerToCancelling({ status, claimed, messageStatus }: ChangeableStep): StepChangeBlocker | null {
  if (status !== "scheduled") return "over";
  if (claimed || messageStatus === "sending" || messageStatus === "unknown") return "under_way";
  return messageStatus === "pending" ? "trying_again" : null;
}

/** What keeps a step from being given another time, "now" included; null for nothing. */
export function blockerToMoving(step: ChangeableStep): StepChangeBlocker | null {
  const over = blockerToCancelling(step);
  if (over === "over" || over === "under_way" || !step.held) return over;
  if (step.automationStatus === "paused") return "automation_off";
  return step.sequenceStatus === "paused" ? "sequence_paused" : "held";
}
