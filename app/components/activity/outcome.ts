import type { MessageStatus } from "#core/statuses.ts";
import { sayDelivery } from "#text/delivery.ts";
import { sayReason } from "#text/reasons.ts";

interface Outcome {
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
}

/** What came of a decision, in a few words: what ended it, why it was not done, or how far its text got. */
export function sayOutcome({ reason, endedBy, delivery, errorCode }: Outcome): string {
  if (endedBy) return endedBy;
  if (reason) return sayReason(reason).label;
  return delivery ? sayDelivery(delivery, errorCode) : "";
}

/** Whether a text that was sent reached nobody: its line must not look like one that did. */
export const isLost = ({ delivery }: Pick<Outcome, "delivery">): boolean =>
  delivery === "undelivered" || delivery === "failed";
