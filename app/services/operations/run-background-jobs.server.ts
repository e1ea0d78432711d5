import { Temporal } from "#core/time/time.ts";
import { onBackgroundPool, type AppContext } from "#shell/context.server.ts";
import { isDatabaseAway } from "#shell/db/away.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { claimJob, type ClaimedJob } from "#shell/repositories/operations/background-jobs.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import { isStopping } from "#shell/stopping.server.ts";
import type { ReportProgress } from "./background-jobs/define.server.ts";
import { holdJobLease, LEASE_DURATION, LeaseLost, WorkerStopping } from "./background-jobs/job-lease.server.ts";
import { kindOf } from "./background-jobs/kinds.server.ts";

/** Maximum time since the first start: a job that crashes each worker must end. */
const MAX_JOB_AGE = Temporal.Duration.from({ hours: 6 });

/**
 * Runs all waiting background jobs, one after another; shops take turns.
 * @returns the number of jobs
 */
export async function runBackgroundJobs(context: AppContext): Promise<number> {
  for (let count = 0; ; count++) {
    if (isStopping(context)) return count;
    const now = context.clock.now();
    const job = await transaction(context.db.pool, (sql) => claimJob(sql, now, now.add(LEASE_DURATION)));
    if (!job) return count;
    await runJob(onBackgroundPool(context), job);
  }
}

async function runJob(context: AppContext, job: ClaimedJob): Promise<void> {
  const leasedJob = holdJobLease(context, job, () => isStopping(context));
  try {
    await leasedJob.finish(await resultOf(context, job, leasedJob.reportProgress));
  } catch (error) {
    if (error instanceof LeaseLost) return context.log.info({ run: job.id }, "long work was cancelled, or taken over");
    if (error instanceof WorkerStopping) return leasedJob.giveBack();
    // The job starts again once its lease has lapsed.
    if (isDatabaseAway(error)) throw error;
    context.log.warn({ err: error, run: job.id, kind: job.kind }, "long work failed");
    await leasedJob.fail(error instanceof Error ? error.message : String(error));
  }
}

async function resultOf(
  context: AppContext,
  { kind, input, shopId, startedAt }: ClaimedJob,
  reportProgress: ReportProgress,
): Promise<object> {
  const kindDefinition = kindOf(kind);
  if (!kindDefinition) throw new Error("this release does not know how to do it");
  if ("interruptedMessage" in kindDefinition) throw new Error(kindDefinition.interruptedMessage);
  const now = context.clock.now();
  if (startedAt && Temporal.Instant.compare(startedAt.add(MAX_JOB_AGE), now) < 0)
    throw new Error("it was started several times, and never came to an end");
  const [shop] = await findShops(context.db.pool, [shopId]);
  if (!shop) throw new Error("its shop is gone");
  return kindDefinition.run(kindDefinition.input.parse(input), { context, shop, reportProgress });
}
