import type { MessageStatus } from "../statuses.ts";

/** A failed step with the facts that decide whether it may be retried. */
export interface FailedStepFacts {
  /** Null when the step has no message. */
  messageStatus: MessageStatus | null;
  messageError: string | null;
  /** A provider call for the message has an unknown outcome. */
  possiblySent: boolean;
  sequenceStatus: string;
  automationStatus: string;
  /** The number of later steps in the sequence. */
  laterSteps: number;
}

/** Why a failed step must not be retried. */
export type RetryBlocker = "may_have_gone" | "gone_on" | "archived";

/** Never retries a text that may have been sent, nor a step whose sequence has continued without it. */
export function retryBlocker({
  messageStatus,
  messageError,
  possiblySent,
  sequenceStatus,
  automationStatus,
  laterSteps,
}: FailedStepFacts): RetryBlocker | null {
  if (messageStatus !== null && (messageStatus !== "failed" || messageError === "outcome_unknown" || possiblySent))
    return "may_have_gone";
  if (sequenceStatus !== "failed" || laterSteps > 0) return "gone_on";
  return automationStatus === "archived" ? "archived" : null;
}
