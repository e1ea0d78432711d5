import type { Instant } from "./time.ts";
import type { Scan } from "../triggers/define.ts";
import { nextTimeOfDay } from "./local-time.ts";
import { nextRun } from "./next-run.ts";

/**
 * The next instant after `after` at which a calendar scan runs; null when it never runs again.
 * @param timezone the shop's zone; a cron pattern may have its own
 */
export const nextMoment = (scan: Scan, after: Instant, timezone: string): Instant | null =>
  scan.look === "cron"
    ? nextRun(scan.pattern, scan.timezone ?? timezone, after)
    : nextTimeOfDay(after.add({ nanoseconds: 1 }), scan.at, timezone);
