import { nextRun } from "../time/next-run.ts";
import { Temporal, type Instant } from "../time/time.ts";

const FIRST_RETRY_SECONDS = 30;
const MAX_RETRY_SECONDS = 60 * 60;

/** When a task's cron pattern runs, and in which IANA zone. */
export interface TaskPattern {
  pattern: string;
  timezone: string;
}

/**
 * The next run of a scheduled task: its next tick, or an earlier retry after failures, with exponential backoff from 30
 * seconds to an hour.
 * @param failures failed runs in a row
 * @param jitter 0 to 1; shortens a retry by up to a quarter, so that tasks that failed together do not run together
 * @returns null when the pattern has no next tick and nothing failed
 */
export function nextTaskRun(
  { pattern, timezone }: TaskPattern,
  { now, failures, jitter }: { now: Instant; failures: number; jitter: number },
): Instant | null {
  const tick = nextRun(pattern, timezone, now);
  if (failures === 0) return tick;
  const seconds = Math.min(FIRST_RETRY_SECONDS * 2 ** (failures - 1), MAX_RETRY_SECONDS) * (1 - jitter / 4);
  const retry = now.add({ milliseconds: Math.round(seconds * 1_000) });
  return tick && Temporal.Instant.compare(tick, retry) < 0 ? tick : retry;
}
