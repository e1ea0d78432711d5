import { Cron } from "croner";
import { z } from "zod";
import { problemsOf, type Problem } from "../problem.ts";
import { plainErrorMap } from "../schema-messages.ts";
import { knownZone } from "../time/zone.ts";

/** A task that the operator adds: a built-in job at times of its own. */
export interface OwnTask {
  name: string;
  job: string;
  pattern: string;
  timezone: string;
  description: string;
  payload: Record<string, unknown>;
}

const CRON = 'is no cron pattern: write five parts, "30 4 * * 1" for Mondays at 4:30, or six with seconds first';

/** The problem of a pattern of five parts, or of six with seconds; null for a valid one. */
function problemOf(pattern: string): string | null {
  if (!/^\S+( +\S+){4,5}$/.test(pattern)) return CRON;
  try {
    const next = new Cron(pattern, { timezone: "UTC", paused: true }).nextRun(new Date(0));
    return next ? null : "names a day that never comes";
  } catch {
    return CRON;
  }
}

/** A word of the API's addresses, which no task may be called. */
const RESERVED = "retry";

const schemaOf = (jobs: readonly string[]) =>
  z.strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,59}$/,
        "must be lower-case letters, digits and hyphens, at most 60, such as weekly-proof",
      )
      .refine((name) => name !== RESERVED, `must be another word than ${RESERVED}`),
    cron: z
      .string()
      .trim()
      .superRefine((pattern, issues) => {
        const problem = problemOf(pattern);
        if (problem) issues.addIssue({ code: "custom", message: problem });
      }),
    job: z.string().refine((job) => jobs.includes(job), `must be a built-in job: ${jobs.join(", ")}`),
    timezone: z
      .string()
      .default("UTC")
      .refine((zone) => knownZone(zone) !== null, "must be an IANA time zone, such as Europe/Paris"),
    description: z.string().max(200).default(""),
    payload: z.record(z.string(), z.unknown()).default({}),
  });

/** Messages for the issues of a task and its payload. */
export const taskErrorMap: z.core.$ZodErrorMap = (issue) =>
  issue.code === "unrecognized_keys"
    ? `knows no ${issue.keys.map((key) => `"${key}"`).join(", ")}; take it out`
    : plainErrorMap(issue);

/** Reads what an operator gives as a new task. @param jobs the built-in jobs of this release */
export function readOwnTask(
  given: unknown,
  jobs: readonly string[],
): { ok: true; task: OwnTask } | { ok: false; problems: Problem[] } {
  const parsed = schemaOf(jobs).safeParse(given, { error: taskErrorMap });
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error.issues) };
  const { cron, ...task } = parsed.data;
  return { ok: true, task: { ...task, pattern: cron } };
}
