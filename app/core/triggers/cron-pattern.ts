import { Cron } from "croner";
import { z } from "zod";

const ANY_DAY = "2026-01-01T00:00:00Z";
const HOUR_MS = 3_600_000;
/** More than 60, so that a pattern that runs too often shows within the sample. */
const SAMPLED_RUNS = 62;

/** The problem of a five-part cron pattern; null for a valid one. */
function problemOf(pattern: string): string | null {
  let runs: number[];
  try {
    const cron = new Cron(pattern, { mode: "5-part", timezone: "UTC", paused: true });
    if (cron.getPattern() === undefined) return "is one date; write a pattern such as 0 10 * * 1";
    runs = cron.nextRuns(SAMPLED_RUNS, ANY_DAY).map((run) => run.getTime());
  } catch {
    return "is no pattern of minute, hour, day, month and weekday; every Monday at ten is 0 10 * * 1";
  }
  if (runs.length === 0) return "names a day that never comes";
  if (runs.some((run, at) => run - (runs[at - 1] ?? -Infinity) < HOUR_MS))
    return "would run more often than once an hour";
  return null;
}

export const cronPattern = z
  .string()
  .trim()
  .superRefine((pattern, issues) => {
    const problem = problemOf(pattern);
    if (problem) issues.addIssue({ code: "custom", message: problem });
  });
