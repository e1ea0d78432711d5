import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  failJob,
  finishJob,
  giveBackJob,
  renewJobLease,
} from "#shell/repositories/operations/background-jobs.server.ts";
import type { ReportProgress } from "./define.server.ts";

/** A job without progress for this long counts as abandoned. */
export const LEASE_DURATION = Temporal.Duration.from({ minutes: 2 });

/** The job was cancelled, or another worker claimed it. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** The process was told to stop: another worker starts the job again. */
export class WorkerStopping extends Error {
  override name = "WorkerStopping";
}

/** A claimed job; every write fails once the lease is lost. */
export interface LeasedJob {
  reportProgress: ReportProgress;
  finish(result: object): Promise<void>;
  fail(reason: string): Promise<unknown>;
  /** Lets another worker claim the job at once. */
  giveBack(): Promise<void>;
}

/** @param hasToStop whether the process was told to stop */
export function holdJobLease(
  { db: { pool }, clock }: Pick<AppContext, "db" | "clock">,
  { id, leaseUntil }: { id: string; leaseUntil: Instant },
  hasToStop = () => false,
): LeasedJob {
  const claim = { id, leaseUntil };
  let previous: Promise<unknown> = Promise.resolve();
  // Serial: each write uses the lease that the previous one renewed.
  const serialize = <T>(write: () => Promise<T>): Promise<T> => {
    const result = previous.then(write);
    previous = result.catch(() => {});
    return result;
  };
  return {
    reportProgress: (done, total) =>
      serialize(async () => {
        if (hasToStop()) throw new WorkerStopping(`run ${id} is given back`);
        const until = clock.now().add(LEASE_DURATION);
        if (!(await renewJobLease(pool, claim, until, { done, total })))
          throw new LeaseLost(`run ${id} is no longer ours`);
        claim.leaseUntil = until;
      }),
    finish: (result) => serialize(() => finishJob(pool, claim, result, clock.now())),
    giveBack: () => serialize(() => giveBackJob(pool, claim)),
    fail: (reason) => serialize(() => failJob(pool, claim, reason, clock.now())),
  };
}
