import type { Instant } from "./time.ts";
import type { Scan } from "../triggers/define.ts";
import { nextTimeOfDay } from "./local-time.ts";
import { nextRun } from "./next-run.ts";

/**
 * The first moment after `after` at which the calendar has something to look for; null when there is none any more.
 * @param timezone the shop's, by whose clock hours are meant; a pattern may name its own
 */
export const nextMoment = (scan: Scan, after: Instant, timezone: string): Instant | null =>
  scan.look === "cron"
    ? nextRun(scan.pattern, scan.timezone ?? timezone, after)
    : nextTimeOfDay(after.add({ nanoseconds: 1 }), scan.at, timezone);
