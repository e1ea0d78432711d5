import { instantOfForm, type FormTime } from "#core/time/form-time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { findCustomer } from "#shell/repositories/customers/customer-page.server.ts";
import { recordAudit, type AuditRow } from "#shell/repositories/team/audit.server.ts";
import { insertTaskComment } from "#shell/repositories/team/task-comments.server.ts";
import { insertTask, lockTask, saveTaskAssignee } from "#shell/repositories/team/tasks.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { findAssignee } from "./parts/assignees.server.ts";
import type { Shop } from "./require-staff.server.ts";

/** A task as staff write it. */
export interface TaskForm {
  title: string;
  note: string;
  /** In the shop's time zone; null for no due time. */
  due: FormTime | null;
  customerId: string | null;
  /** Shopify's id of the staff member it is assigned to. */
  assignee: string | null;
}

const noAssignee = (path: string) =>
  refuseDocument([{ path, message: "is nobody on the team who may do tasks: choose somebody else" }]);

/** Creates a task by hand. */
export async function createTask(
  context: AppContext,
  shop: Pick<Shop, "id" | "timezone">,
  { actor, title, note, due, customerId, assignee }: TaskForm & { actor: string },
): Promise<ServiceResult<{ id: string }>> {
  const now = context.clock.now();
  const dueAt = due && instantOfForm(due, shop.timezone);
  if (due && !dueAt) return refuseDocument([{ path: "due", message: "is no date with a time: enter both" }]);
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ id: string }>> => {
    const member = assignee === null ? null : await findAssignee(sql, shop.id, assignee, "tasks.manage");
    if (assignee !== null && !member) return noAssignee("assignee");
    const customer = customerId === null ? null : await findCustomer(sql, shop.id, customerId);
    if (customerId !== null && (!customer || customer.erasedAt))
      return refuseDocument([{ path: "customerId", message: "is no customer of this store: choose another one" }]);
    const id = context.newId(now);
    await insertTask(sql, {
      id,
      shopId: shop.id,
      customerId: customer?.id ?? null,
      sequenceId: null,
      title,
      note,
      status: "open",
      dueAt: dueAt ? dueAt.toString() : null,
      createdAt: now,
      createdBy: actor,
      assigneeId: member?.id ?? null,
    });
    const after = { title, dueAt: dueAt ? dueAt.toString() : null, assignee: member?.name ?? null };
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId: shop.id,
        actor,
        action: "task.created",
        target: `task:${id}`,
        before: null,
        after,
        createdAt: now,
      },
    ]);
    return { ok: true, id };
  });
}

export interface TaskTarget {
  shopId: string;
  actor: string;
  taskId: string;
}

/**
 * Assigns a task to a staff member who may do tasks, or unassigns it.
 * @param userId Shopify's id
 */
export const assignTask = (
  context: AppContext,
  { userId, ...target }: TaskTarget & { userId: string | null },
): Promise<ServiceResult<object>> =>
  changeTask(context, target, async (sql, before) => {
    const member = userId === null ? null : await findAssignee(sql, target.shopId, userId, "tasks.manage");
    if (userId !== null && !member) return noAssignee("userId");
    if (before.assigneeId === (member?.id ?? null)) return null;
    await saveTaskAssignee(sql, before.id, member?.id ?? null);
    return {
      action: "task.assigned",
      before: { assignee: before.assignee },
      after: { assignee: member?.name ?? null },
    };
  });

/**
 * Comments on a task, once per key.
 * @param key idempotency key of the button press
 */
export const commentOnTask = (
  context: AppContext,
  { body, key, ...target }: TaskTarget & { body: string; key: string },
): Promise<ServiceResult<object>> =>
  changeTask(context, target, async (sql, { id: taskId }) => {
    const { shopId, actor: author } = target;
    const createdAt = context.clock.now();
    const isNew = await insertTaskComment(sql, { id: key, shopId, taskId, body, author, createdAt });
    return isNew ? { action: "task.commented", before: null, after: { commentId: key } } : null;
  });

type Audited = Pick<AuditRow, "action" | "before" | "after">;
type LockedTask = NonNullable<Awaited<ReturnType<typeof lockTask>>>;

/** Changes a locked task in one transaction with its audit event; `work` returns null for no change. */
async function changeTask(
  context: AppContext,
  { shopId, actor, taskId }: TaskTarget,
  work: (sql: Sql, before: LockedTask) => Promise<Audited | null | ReturnType<typeof refuse>>,
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<object>> => {
    const before = await lockTask(sql, shopId, taskId);
    if (!before) return refuse("not_found", "there is no such task");
    const changed = await work(sql, before);
    if (changed && "ok" in changed) return changed;
    if (changed)
      await recordAudit(sql, [
        { id: context.newId(now), shopId, actor, target: `task:${taskId}`, createdAt: now, ...changed },
      ]);
    return { ok: true };
  });
}
