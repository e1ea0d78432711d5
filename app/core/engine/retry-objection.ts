import type { MessageStatus } from "../statuses.ts";

/** A step that failed for good, with what a second try must know. */
export interface FailedStepFacts {
  /** Of its message, where it had one. */
  messageStatus: MessageStatus | null;
  messageError: string | null;
  /** A call for its message of which nobody knows whether it sent it. */
  mayHaveGone: boolean;
  sequenceStatus: string;
  automationStatus: string;
  /** Steps of its sequence that came after it. */
  followers: number;
}

/** What stands against trying it again. */
export type RetryBlocker = "may_have_gone" | "gone_on" | "archived";

/** A text that may have gone out is not tried again by anybody; nor is a step whose sequence has gone on without it. */
export function retryBlocker({
  messageStatus,
  messageError,
  mayHaveGone,
  sequenceStatus,
  automationStatus,
  followers,
}: FailedStepFacts): RetryBlocker | null {
  if (messageStatus !== null && (messageStatus !== "failed" || messageError === "outcome_unknown" || mayHaveGone))
    return "may_have_gone";
  if (sequenceStatus !== "failed" || followers > 0) return "gone_on";
  return automationStatus === "archived" ? "archived" : null;
}
