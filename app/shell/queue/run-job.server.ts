import { jobs, type JobName } from "#core/operations/jobs.ts";
import type { Handlers } from "./queue.server.ts";

/** A job that no try can mend: its name or payload is not one of ours. */
class InvalidJob extends Error {
  override name = "InvalidJob";
  readonly retryable = false;
}

/**
 * Parses the payload by its job's schema, then handles it.
 * @throws InvalidJob, or what the handler throws
 */
export async function runJob(handlers: Handlers, name: string, payload: unknown): Promise<void> {
  // A release ago, or a release ahead: both may be in the queue while a deploy goes on.
  if (!isJobName(name)) throw new InvalidJob(`there is no job "${name}"`);
  const parsed = jobs[name].payload.safeParse(payload);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new InvalidJob(`the payload of ${name} does not fit: ${problems.join("; ")}`);
  }
  await (handlers[name] as (payload: unknown) => Promise<void>)(parsed.data);
}

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** Errors say themselves when another try is useless, by `retryable: false`. */
export function mayRetry(error: unknown): boolean {
  return !(typeof error === "object" && error !== null && "retryable" in error && error.retryable === false);
}

/** A handler may throw anything; what is kept and shown is an Error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
