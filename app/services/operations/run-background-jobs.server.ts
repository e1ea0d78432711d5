import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { claimJob, type ClaimedJob } from "#shell/repositories/operations/background-jobs.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";
import type { ReportProgress } from "./background-jobs/define.server.ts";
import { holdJobLease, LEASE, LeaseLost } from "./background-jobs/job-lease.server.ts";
import { kindOf } from "./background-jobs/kinds.server.ts";

/** Work that kills each worker is not started for ever. */
const GIVEN_UP_AFTER = Temporal.Duration.from({ hours: 6 });

/** Does all long work that waits, one after another. @returns how many it took up */
export async function runBackgroundJobs(context: AppContext): Promise<number> {
  for (let taken = 0; ; taken++) {
    const now = context.clock.now();
    const run = await claimJob(context.db.pool, now, now.add(LEASE));
    if (!run) return taken;
    await carryOut(context, run);
  }
}

async function carryOut(context: AppContext, run: ClaimedJob): Promise<void> {
  const held = holdJobLease(context, run);
  try {
    await held.finish(await resultOf(context, run, held.heed));
  } catch (error) {
    if (error instanceof LeaseLost) return context.log.info({ run: run.id }, "long work was cancelled, or taken over");
    context.log.warn({ err: error, run: run.id, kind: run.kind }, "long work failed");
    await held.fail(error instanceof Error ? error.message : String(error));
  }
}

async function resultOf(
  context: AppContext,
  { kind, input, shopId, startedAt }: ClaimedJob,
  heed: ReportProgress,
): Promise<object> {
  const known = kindOf(kind);
  if (!known) throw new Error("this release does not know how to do it");
  if ("brokeOff" in known) throw new Error(known.brokeOff);
  const now = context.clock.now();
  if (startedAt && Temporal.Instant.compare(startedAt.add(GIVEN_UP_AFTER), now) < 0)
    throw new Error("it was started several times, and never came to an end");
  const [shop] = await findShops(context.db.pool, [shopId]);
  if (!shop) throw new Error("its shop is gone");
  return known.run(known.input.parse(input), { context, shop, heed });
}
