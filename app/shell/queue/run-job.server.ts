import { jobs, type JobName } from "#core/operations/jobs.ts";
import type { Handlers } from "./queue.server.ts";

/** A job with an unknown name or an invalid payload; retrying cannot fix it. */
class InvalidJob extends Error {
  override name = "InvalidJob";
  readonly retryable = false;
}

/**
 * Parses the payload with its job's schema, then calls the handler.
 * @throws InvalidJob, or the handler's error
 */
export async function runJob(handlers: Handlers, name: string, payload: unknown): Promise<void> {
  // During a deploy, the queue can hold jobs of the previous and the next release.
  if (!isJobName(name)) throw new InvalidJob(`there is no job "${name}"`);
  const parsed = jobs[name].payload.safeParse(payload);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new InvalidJob(`the payload of ${name} does not fit: ${problems.join("; ")}`);
  }
  await (handlers[name] as (payload: unknown) => Promise<void>)(parsed.data);
}

const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);

/** An error with `retryable: false` must not be retried. */
export function mayRetry(error: unknown): boolean {
  return !(typeof error === "object" && error !== null && "retryable" in error && error.retryable === false);
}

/** Handlers can throw anything; the queue stores an Error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
