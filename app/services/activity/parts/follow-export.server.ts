import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { beginClientDrivenJob } from "#shell/repositories/operations/background-jobs.server.ts";
import { text } from "#text/en.ts";
import type { ActivityFilter } from "../read-activity.server.ts";
import { auditExport } from "./export-job.server.ts";
import { holdJobLease, LEASE, type LeasedJob } from "#services/operations/background-jobs/job-lease.server.ts";

/** How far it is stands in the database at most so often. */
const TOLD_EVERY = Temporal.Duration.from({ seconds: 1 });
const words = text.activity.export;

type Exporting = Pick<AppContext, "db" | "clock" | "newId">;

/** Takes up an export that was asked for. Whoever opens its address once more begins another. */
export async function beginExport(
  context: Exporting,
  { runId, shopId, actor, filter }: { runId: string; shopId: string; actor: string; filter: ActivityFilter },
): Promise<LeasedJob> {
  const now = context.clock.now();
  const leaseUntil = now.add(LEASE);
  const begin = (id: string) => beginClientDrivenJob(context.db.pool, { id, shopId }, now, leaseUntil);
  if (await begin(runId)) return holdJobLease(context, { id: runId, leaseUntil });
  const id = await auditExport(context, { shopId, actor, filter, until: leaseUntil });
  await begin(id);
  return holdJobLease(context, { id, leaseUntil });
}

interface Followed {
  parts: AsyncGenerator<{ text: string; rows: number }, undefined>;
  run: LeasedJob;
  /** How many rows there are; the file does not wait for it. */
  total: Promise<number>;
}

/**
 * The texts of a file as they are asked for; meanwhile its run tells how far it is, and in the end what became of it.
 */
export function followExport({ clock, log }: Pick<AppContext, "clock" | "log">, { parts, run, total }: Followed) {
  let done = 0;
  let of: number | null = null;
  let told = clock.now();
  total.then(
    (count) => (of = count),
    (error: unknown) => log.warn({ err: error }, "the rows of an export were not counted"),
  );
  const heed = () => {
    told = clock.now();
    // Rows may have come since they were counted.
    return run.heed(done, of === null ? null : Math.max(of, done));
  };
  const texts: AsyncIterableIterator<string, undefined> = {
    [Symbol.asyncIterator]: () => texts,
    async next() {
      try {
        const part = await parts.next();
        if (part.done) {
          of = done;
          await heed();
          await run.finish({ rows: done });
          return { done: true, value: undefined };
        }
        done += part.value.rows;
        if (Temporal.Duration.compare(told.until(clock.now()), TOLD_EVERY) >= 0) await heed();
        return { done: false, value: part.value.text };
      } catch (error) {
        await run
          .fail(words.brokeOff)
          .catch((failure: unknown) => log.warn({ err: failure }, "the end of an export was not noted"));
        throw error;
      }
    },
    /** The reader has left. */
    async return() {
      await parts.return(undefined);
      await run.fail(words.left);
      return { done: true, value: undefined };
    },
  };
  // Where its run is lost, its next text says so.
  const alive = () => heed().catch((error: unknown) => log.info({ err: error }, "an export is no longer followed"));
  return { texts, alive };
}
