import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { failJob, finishJob, renewJobLease } from "#shell/repositories/operations/background-jobs.server.ts";
import type { ReportProgress } from "./define.server.ts";

/** Who does long work and tells nothing for so long is taken for dead. */
export const LEASE = Temporal.Duration.from({ minutes: 2 });

/** The work was cancelled, or another has taken it over. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/** Long work in the hands of whoever does it; once its lease is lost, no word of theirs counts. */
export interface LeasedJob {
  heed: ReportProgress;
  finish(result: object): Promise<void>;
  fail(reason: string): Promise<unknown>;
}

export function holdJobLease(
  { db: { pool }, clock }: Pick<AppContext, "db" | "clock">,
  { id, leaseUntil }: { id: string; leaseUntil: Instant },
): LeasedJob {
  const held = { id, leaseUntil };
  let last: Promise<unknown> = Promise.resolve();
  // One word after the other: each holds by the lease that the one before it has renewed.
  const inTurn = <T>(say: () => Promise<T>): Promise<T> => {
    const turn = last.then(say);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    heed: (done, total) =>
      inTurn(async () => {
        const until = clock.now().add(LEASE);
        if (!(await renewJobLease(pool, held, until, { done, total })))
          throw new LeaseLost(`run ${id} is no longer ours`);
        held.leaseUntil = until;
      }),
    finish: (result) => inTurn(() => finishJob(pool, held, result, clock.now())),
    fail: (reason) => inTurn(() => failJob(pool, held, reason, clock.now())),
  };
}
