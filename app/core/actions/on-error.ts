import { z } from "zod";
import { after, duration } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";

/** What a failed step does to its sequence: stop it, continue it, or retry first and then do either. */
export const onError = z
  .union(
    [
      z.enum(["stop", "continue"]),
      z.object({
        retry: z.number().int().min(1, "try at least once more").max(10, "is more than 10 tries"),
        /** The delay before the first retry; each later one doubles it. */
        wait: duration.default({ amount: 1, unit: "minutes" }),
        then: z.enum(["stop", "continue"]).default("stop"),
      }),
    ],
    { error: 'use "stop", "continue", or { retry, wait, then }' },
  )
  .default("stop");
export type OnError = z.infer<typeof onError>;

export const continuesAfterFailure = (rule: OnError): boolean =>
  (typeof rule === "string" ? rule : rule.then) === "continue";

/**
 * When to retry a failed step; null for no retry.
 * @param attempts the attempts so far
 */
export function retryAt(rule: OnError, attempts: number, now: Instant): Instant | null {
  if (typeof rule === "string" || attempts > rule.retry) return null;
  return after(now, { ...rule.wait, amount: rule.wait.amount * 2 ** (attempts - 1) }, "UTC");
}
