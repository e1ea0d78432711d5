import type { AuditAction } from "#core/team/audit-actions.ts";
import type { TaskStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { markRead, markUnread } from "#shell/repositories/team/notifications.server.ts";
import { setTaskStatuses } from "#shell/repositories/team/tasks.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";

/** New statuses task by task, so that an undo is a change like any other. */
export interface TaskChange {
  shopId: string;
  actor: string;
  changes: readonly { id: string; status: TaskStatus }[];
}

const actions: Record<TaskStatus, AuditAction> = {
  open: "task.reopened",
  done: "task.done",
  cancelled: "task.cancelled",
};

/**
 * Completes, reopens or cancels tasks.
 * @returns the change that undoes it
 */
export async function changeTasks(
  context: AppContext,
  { shopId, actor, changes }: TaskChange,
): Promise<ServiceResult<{ undo: { id: string; status: TaskStatus }[] }>> {
  const now = context.clock.now();
  const changed = await transaction(context.db.pool, async (sql) => {
    const rows = await setTaskStatuses(sql, shopId, changes, now);
    await recordAudit(
      sql,
      rows.map(({ id, title, before, after }) => ({
        id: context.newId(now),
        shopId,
        actor,
        action: actions[after],
        target: `task:${id}`,
        before: { status: before },
        after: { status: after, title },
        createdAt: now,
      })),
    );
    return rows;
  });
  if (changed.length === 0) return refuse("unchanged", "somebody was there before you: nothing was left to change");
  return { ok: true, undo: changed.map(({ id, before }) => ({ id, status: before })) };
}

export interface NotificationChange {
  shopId: string;
  actor: string;
  /** Null for all notifications. */
  ids: readonly string[] | null;
  read: boolean;
}

/**
 * Marks notifications as read or unread.
 * @returns ids of those that changed
 */
export async function changeNotifications(
  context: AppContext,
  { shopId, actor, ids, read }: NotificationChange,
): Promise<ServiceResult<{ ids: string[] }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql) => {
    const changed = read ? await markRead(sql, shopId, ids, now) : await markUnread(sql, shopId, ids ?? []);
    if (changed.length === 0) return refuse("unchanged", "somebody was there before you: nothing was left to change");
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: read ? "notices.read" : "notices.unread",
        target: `shop:${shopId}`,
        before: null,
        after: { notices: changed.length },
        createdAt: now,
      },
    ]);
    return { ok: true, ids: changed };
  });
}
