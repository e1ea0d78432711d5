import type { LogStatus, MessageStatus } from "../statuses.ts";

/** How a decision ended, as the log tells it: a sent text counts as delivered only once its carrier says so. */
export const outcomes = ["delivered", "not_delivered", "not_confirmed", "sent", "done", "skipped", "failed"] as const;

export type Outcome = (typeof outcomes)[number];

/** The message statuses of a sent text, by outcome. */
export const deliveriesOf = {
  delivered: ["delivered"],
  not_delivered: ["undelivered", "failed"],
  not_confirmed: ["sent"],
} as const satisfies Partial<Record<Outcome, readonly MessageStatus[]>>;

/**
 * The outcome of a decision.
 * @param decision `delivery` is the status of its text; null for other actions, and once the text is deleted
 */
export function outcomeOf({
  action,
  status,
  delivery,
}: {
  action: string;
  status: LogStatus;
  delivery: MessageStatus | null;
}): Outcome {
  if (status !== "sent" || action !== "send_sms" || delivery === null) return status;
  if (delivery === "delivered") return "delivered";
  return delivery === "undelivered" || delivery === "failed" ? "not_delivered" : "not_confirmed";
}
