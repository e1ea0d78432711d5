import type { z } from "zod";
import type { AppContext } from "#shell/context.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";

/**
 * Reports progress and renews the job's lease; call every few seconds.
 * @throws LeaseLost if the job was cancelled or another worker claimed it; the job must stop
 */
export type ReportProgress = (done: number, total: number | null) => Promise<void>;

/** What a job runs with. */
interface JobContext {
  context: AppContext;
  shop: ShopRow;
  reportProgress: ReportProgress;
}

/**
 * One kind of background job. A job can restart at any time, so its side effects other than the result must be
 * idempotent.
 */
export interface BackgroundJobKind<I extends z.ZodType> {
  kind: string;
  input: I;
  /** Concurrency key: of the jobs with equal keys, one runs at a time. */
  concurrencyKeyOf(input: z.infer<I>): object;
  /**
   * Runs the job.
   * @returns plain data. Readers page through `lines`; erasing a customer removes the `body` of the lines with their
   * `customerId`.
   * @throws Error with a message for merchants
   */
  run(input: z.infer<I>, at: JobContext): Promise<object>;
}

/** A job that the client drives itself, such as a download; a worker cannot resume it. */
export interface ClientDrivenKind {
  kind: string;
  /** Failure message once the client has disconnected. */
  interruptedMessage: string;
}

export const defineBackgroundJob = <I extends z.ZodType>(kind: BackgroundJobKind<I>): BackgroundJobKind<I> => kind;

/** Jobs of a kind that a shop may have waiting for their turn. */
export const MAX_WAITING_JOBS = 5;

/** Jobs kept per concurrency key. */
export const RETAINED_JOBS = 20;
