import { priorities } from "#core/operations/jobs.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { enableTask, lockTask } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { isOnlyShop } from "#shell/repositories/team/shops.server.ts";
import { refuse, type Refusal, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { tasks } from "./run-task.server.ts";

/** A scheduled task, and the staff member who acts on it. */
export interface ScheduledTaskRequest {
  shopId: string;
  actor: string;
  name: string;
}

const notOwner = refuse(
  "over",
  "this installation serves several shops: its own work is its operator's to run and to switch",
);

/** Scheduled tasks serve all shops of the installation, so staff may change them only if theirs is the only shop. */
export const ownsInstallation = ({ db }: Pick<AppContext, "db">, shopId: string): Promise<boolean> =>
  isOnlyShop(db.pool, shopId);

/** Enqueues a run of a task, even if it is disabled or not due. */
export async function requestTaskRun(
  context: AppContext,
  { shopId, actor, name }: ScheduledTaskRequest,
): Promise<ServiceResult<{ name: string }>> {
  const refusal = await refusalOf(context, shopId, name);
  if (refusal) return refusal;
  const now = context.clock.now();
  try {
    await context.queue.remind([
      { name: "task.run", id: `task-${name}-${now.epochMilliseconds}`, payload: { name }, priority: priorities.high },
    ]);
  } catch (error) {
    context.log.warn({ err: error, task: name }, "a task that was asked for could not be put into the queue");
    return refuse("under_way", "the queue cannot be reached; try again in a moment");
  }
  await recordAudit(context.db.pool, [
    {
      id: context.newId(now),
      shopId,
      actor,
      action: "scheduled_task.asked",
      target: `scheduled_task:${name}`,
      before: null,
      after: null,
      createdAt: now,
    },
  ]);
  return { ok: true, name };
}

/** Enables or disables a task. */
export async function setTaskEnabled(
  context: AppContext,
  { shopId, actor, name, enabled }: ScheduledTaskRequest & { enabled: boolean },
): Promise<ServiceResult<{ name: string; enabled: boolean }>> {
  const refusal = await refusalOf(context, shopId, name);
  if (refusal) return refusal;
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const task = await lockTask(sql, name);
    if (!task) return refuse("not_found", "there is no such task");
    if (task.enabled === enabled) return refuse("unchanged", enabled ? "it is on already" : "it is off already");
    await enableTask(sql, name, enabled);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: enabled ? "scheduled_task.enabled" : "scheduled_task.disabled",
        target: `scheduled_task:${name}`,
        before: { enabled: task.enabled },
        after: { enabled },
        createdAt: now,
      },
    ]);
    return { ok: true, name, enabled };
  });
}

async function refusalOf(context: AppContext, shopId: string, name: string): Promise<Refusal | null> {
  if (!Object.hasOwn(tasks, name)) return refuse("not_found", "there is no such task");
  return (await ownsInstallation(context, shopId)) ? null : notOwner;
}
