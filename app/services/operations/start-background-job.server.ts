import { priorities, type Reminder } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  cancelJob,
  deleteOldJobs,
  insertBackgroundJob,
  listBackgroundJobs,
  lockShopJobs,
} from "#shell/repositories/operations/background-jobs.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { remind } from "../engine/parts/remind.server.ts";
import { kindOf } from "./background-jobs/kinds.server.ts";
import { MAX_WAITING_JOBS, RETAINED_JOBS } from "./background-jobs/define.server.ts";

interface JobRequest {
  shopId: string;
  actor: string;
  kind: string;
  input: object;
}

export const backgroundJobsReminder = (id: string, now: Instant): Reminder => ({
  name: "background.run",
  id: `runs-${id}-${now.epochMilliseconds}`,
  payload: { id },
  priority: priorities.low,
});

/**
 * Enqueues a background job. Of the jobs with the same concurrency key one runs at a time.
 * @throws if a worker cannot run the kind
 */
export async function startBackgroundJob(
  context: AppContext,
  { shopId, actor, kind, input }: JobRequest,
): Promise<ServiceResult<{ runId: string }>> {
  const kindDefinition = kindOf(kind);
  if (!kindDefinition || "interruptedMessage" in kindDefinition)
    throw new Error(`there is no long work "${kind}" for a worker`);
  const concurrencyKey = kindDefinition.concurrencyKeyOf(kindDefinition.input.parse(input));
  const now = context.clock.now();
  const started = await transaction(context.db.pool, async (sql): Promise<ServiceResult<{ runId: string }>> => {
    const { waiting } = await lockShopJobs(sql, { shopId, kind }, now);
    if (waiting >= MAX_WAITING_JOBS)
      return refuse(
        "under_way",
        `${MAX_WAITING_JOBS} of your store wait for their turn already; wait for one to end, or cancel one`,
      );
    const [last] = await listBackgroundJobs(sql, shopId, kind, concurrencyKey, 1);
    if (last?.status === "waiting" || last?.status === "running")
      return refuse("under_way", "one is under way already; wait for it, or cancel it");
    const runId = context.newId(now);
    await insertBackgroundJob(sql, { id: runId, shopId, kind, input, actor, createdAt: now });
    await deleteOldJobs(sql, shopId, kind, concurrencyKey, RETAINED_JOBS);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "run.started",
        target: `run:${runId}`,
        before: null,
        after: { kind, input },
        createdAt: now,
      },
    ]);
    return { ok: true, runId };
  });
  if (started.ok) await remind(context, [backgroundJobsReminder(started.runId, now)]);
  return started;
}

/** Cancels a background job; its worker stops at its next progress report. */
export async function cancelBackgroundJob(
  context: AppContext,
  { shopId, actor, runId }: { shopId: string; actor: string; runId: string },
): Promise<ServiceResult<{ runId: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ runId: string }>> => {
    const run = await cancelJob(sql, shopId, runId, now);
    if (!run) return refuse("over", "it is over already");
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "run.cancelled",
        target: `run:${run.id}`,
        before: null,
        after: { kind: run.kind },
        createdAt: now,
      },
    ]);
    return { ok: true, runId: run.id };
  });
}
