import { isOlderThan } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";

/** A customer who wrote within this time may be answered without marketing consent. */
const ANSWER_WINDOW = { amount: 30, unit: "days" } as const;
/** A customer who wrote within this time expects an answer at any hour. */
const ANY_HOUR_WINDOW = { amount: 2, unit: "hours" } as const;

/**
 * Whether the customer's last text allows an answer without consent.
 * @param wroteAt the last inbound text
 */
export const isConversing = (wroteAt: Instant | null, now: Instant): boolean =>
  wroteAt !== null && !isOlderThan(wroteAt, ANSWER_WINDOW, now);

/** Whether an answer may ignore quiet hours. */
export const isConversationOpen = (wroteAt: Instant | null, now: Instant): boolean =>
  wroteAt !== null && !isOlderThan(wroteAt, ANY_HOUR_WINDOW, now);
