import { z } from "zod";
import { after, duration } from "../time/duration.ts";
import type { Instant } from "../time/time.ts";

/**
 * What becomes of the sequence when a step fails: it stops, goes on, or the step is tried again and then one of the
 * two.
 */
export const onError = z
  .union(
    [
      z.enum(["stop", "continue"]),
      z.object({
        retry: z.number().int().min(1, "try at least once more").max(10, "is more than 10 tries"),
        /** Before the first try; each later one waits twice as long. */
        wait: duration.default({ amount: 1, unit: "minutes" }),
        then: z.enum(["stop", "continue"]).default("stop"),
      }),
    ],
    { error: 'use "stop", "continue", or { retry, wait, then }' },
  )
  .default("stop");
export type OnError = z.infer<typeof onError>;

export const goesOn = (rule: OnError): boolean => (typeof rule === "string" ? rule : rule.then) === "continue";

/**
 * When a failed step is tried again; null when it is not.
 * @param tries how often it has been tried
 */
export function retryAt(rule: OnError, tries: number, now: Instant): Instant | null {
  if (typeof rule === "string" || tries > rule.retry) return null;
  return after(now, { ...rule.wait, amount: rule.wait.amount * 2 ** (tries - 1) }, "UTC");
}
