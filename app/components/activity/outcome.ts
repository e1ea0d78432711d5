import type { MessageStatus } from "#core/statuses.ts";
import { formatDelivery } from "#text/delivery.ts";
import { formatReason } from "#text/reasons.ts";

interface Outcome {
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
}

/** The outcome in a few words: the exit event, the reason, or the delivery state. */
export function formatOutcome({ reason, endedBy, delivery, errorCode }: Outcome): string {
  if (endedBy) return endedBy;
  if (reason) return formatReason(reason).label;
  return delivery ? formatDelivery(delivery, errorCode) : "";
}

/** A sent text with unconfirmed or failed delivery must not look like a delivered one. */
export const isUnknownOutcome = ({ delivery }: Pick<Outcome, "delivery">): boolean =>
  delivery === "undelivered" || delivery === "failed";
