import { isOlderThan } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";

/** Who wrote to a shop may be answered for so long without having agreed to anything. */
const MAY_ANSWER_FOR = { amount: 30, unit: "days" } as const;
/** Who wrote so lately is awake, and waits for the answer. */
const AWAKE_FOR = { amount: 2, unit: "hours" } as const;

/** Whether a conversation that somebody has begun is still open. @param wroteAt when they wrote last */
export const isConversing = (wroteAt: Instant | null, now: Instant): boolean =>
  wroteAt !== null && !isOlderThan(wroteAt, MAY_ANSWER_FOR, now);

/** Whether somebody may be answered at whatever hour it is where they live. */
export const isConversationOpen = (wroteAt: Instant | null, now: Instant): boolean =>
  wroteAt !== null && !isOlderThan(wroteAt, AWAKE_FOR, now);
