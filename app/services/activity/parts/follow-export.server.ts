import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { beginClientDrivenJob, lockShopJobs } from "#shell/repositories/operations/background-jobs.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { text } from "#text/en.ts";
import type { ClientDrivenKind } from "#services/operations/background-jobs/define.server.ts";
import { auditExport, MAX_EXPORTS_AT_ONCE } from "./export-job.server.ts";
import { holdJobLease, LEASE_DURATION, type LeasedJob } from "#services/operations/background-jobs/job-lease.server.ts";

/** Minimum interval between progress writes. */
const REPORT_INTERVAL = Temporal.Duration.from({ seconds: 1 });
const words = text.activity.export;

type ExportContext = Pick<AppContext, "db" | "clock" | "newId">;

/**
 * Claims the job of an export. A second download of the same URL creates another job.
 * @returns null while as many downloads of the shop run as may
 */
export async function beginExport(
  context: ExportContext,
  kind: ClientDrivenKind,
  { runId, shopId, actor, input }: { runId: string; shopId: string; actor: string; input: object },
): Promise<LeasedJob | null> {
  const now = context.clock.now();
  const leaseUntil = now.add(LEASE_DURATION);
  const claim = (id: string) =>
    transaction(context.db.pool, async (sql) => {
      const { underWay } = await lockShopJobs(sql, { shopId, kind: kind.kind }, now);
      if (underWay >= MAX_EXPORTS_AT_ONCE) return "too_many" as const;
      return beginClientDrivenJob(sql, { id, shopId }, now, leaseUntil);
    });
  const hold = (id: string) => holdJobLease(context, { id, leaseUntil });
  const first = await claim(runId);
  if (first === "too_many") return null;
  if (first) return hold(runId);
  const id = await auditExport(context, kind, { shopId, actor, input, until: leaseUntil });
  return (await claim(id)) === true ? hold(id) : null;
}

interface FollowedExport<T> {
  parts: AsyncGenerator<{ text: T; rows: number }, undefined>;
  run: LeasedJob;
  /** Row count; the download does not wait for it. */
  total: Promise<number>;
}

/** Wraps the file's parts so that reading them reports the job's progress and, at the end, its result. */
export function followExport<T>(
  { clock, log }: Pick<AppContext, "clock" | "log">,
  { parts, run: job, total }: FollowedExport<T>,
) {
  let done = 0;
  let totalRows: number | null = null;
  let lastReportAt = clock.now();
  total.then(
    (count) => (totalRows = count),
    (error: unknown) => log.warn({ err: error }, "the rows of an export were not counted"),
  );
  const report = () => {
    lastReportAt = clock.now();
    // Rows may have been added since the count.
    return job.reportProgress(done, totalRows === null ? null : Math.max(totalRows, done));
  };
  const texts: AsyncIterableIterator<T, undefined> = {
    [Symbol.asyncIterator]: () => texts,
    async next() {
      try {
        const part = await parts.next();
        if (part.done) {
          totalRows = done;
          await report();
          await job.finish({ rows: done });
          return { done: true, value: undefined };
        }
        done += part.value.rows;
        if (Temporal.Duration.compare(lastReportAt.until(clock.now()), REPORT_INTERVAL) >= 0) await report();
        return { done: false, value: part.value.text };
      } catch (error) {
        await job
          .fail(words.brokeOff)
          .catch((failure: unknown) => log.warn({ err: failure }, "the end of an export was not noted"));
        throw error;
      }
    },
    /** The client disconnected. */
    async return() {
      await parts.return(undefined);
      await job.fail(words.left);
      return { done: true, value: undefined };
    },
  };
  // If the lease is lost, the next `next()` throws.
  const alive = () => report().catch((error: unknown) => log.info({ err: error }, "an export is no longer followed"));
  return { texts, alive };
}
