import type { MessageStatus } from "#core/statuses.ts";
import { formatDelivery } from "#text/delivery.ts";
import { formatReason } from "#text/reasons.ts";

interface Outcome {
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
}

/** What came of a decision, in a few words: what ended it, why it was not done, or how far its text got. */
export function formatOutcome({ reason, endedBy, delivery, errorCode }: Outcome): string {
  if (endedBy) return endedBy;
  if (reason) return formatReason(reason).label;
  return delivery ? formatDelivery(delivery, errorCode) : "";
}

/** Whether a text that was sent reached nobody: its line must not look like one that did. */
export const isUnknownOutcome = ({ delivery }: Pick<Outcome, "delivery">): boolean =>
  delivery === "undelivered" || delivery === "failed";
