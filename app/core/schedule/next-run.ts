import { Cron } from "croner";
import { Temporal, type Instant } from "../time.ts";

/**
 * The first time after `now` that a pattern names; null when it names none.
 * @param pattern five parts, or six with seconds first
 * @param timezone IANA: the pattern keeps its hour by that clock, whatever the clock does
 */
export function nextRun(pattern: string, timezone: string, now: Instant): Instant | null {
  const next = new Cron(pattern, { timezone, paused: true }).nextRun(new Date(now.epochMilliseconds));
  return next && Temporal.Instant.fromEpochMilliseconds(next.getTime());
}
