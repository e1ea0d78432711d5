import { changeConversationState, type ConversationChange } from "#core/inbox/conversation-state.ts";
import type { AuditAction } from "#core/team/audit-actions.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { recordAudit, type AuditRow } from "#shell/repositories/team/audit.server.ts";
import {
  insertConversationNote,
  lockConversation,
  saveAssignee,
  saveConversationState,
  type LockedConversation,
} from "#shell/repositories/inbox/conversations.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { findAssignee } from "../team/parts/assignees.server.ts";

export interface ConversationTarget {
  shopId: string;
  actor: string;
  conversationId: string;
}

type StaffChange = Exclude<ConversationChange, "reply" | "handled_reply">;

const actions: Record<StaffChange, AuditAction> = {
  read: "conversation.marked",
  unread: "conversation.marked",
  close: "conversation.closed",
  reopen: "conversation.reopened",
};

/** Marks a conversation as read or unread, closes it or opens it again. A repeated change is none. */
export function changeConversation(
  context: AppContext,
  { change, ...target }: ConversationTarget & { change: StaffChange },
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  return changeAudited(context, target, async (sql, before) => {
    const after = changeConversationState(before, change, now);
    if (after.unread === before.unread && (after.closedAt === null) === (before.closedAt === null)) return null;
    await saveConversationState(sql, { id: before.id, ...after, at: now });
    return { action: actions[change], before: auditedOf(before), after: auditedOf(after) };
  });
}

const auditedOf = ({ unread, closedAt }: Pick<LockedConversation, "unread" | "closedAt">) => ({
  unread,
  closed: closedAt !== null,
});

/**
 * Assigns a conversation to a staff member who may reply, or unassigns it.
 * @param userId Shopify's id
 */
export function assignConversation(
  context: AppContext,
  { userId, ...target }: ConversationTarget & { userId: string | null },
): Promise<ServiceResult<object>> {
  return changeAudited(context, target, async (sql, before) => {
    const assignee = userId === null ? null : await findAssignee(sql, target.shopId, userId, "messages.reply");
    if (userId !== null && !assignee)
      return refuseDocument([{ path: "userId", message: "is nobody on the team who may reply: choose somebody else" }]);
    if (before.assigneeId === (assignee?.id ?? null)) return null;
    await saveAssignee(sql, before.id, assignee?.id ?? null);
    return {
      action: "conversation.assigned",
      before: { assignee: before.assignee },
      after: { assignee: assignee?.name ?? null },
    };
  });
}

/**
 * Writes an internal note in a conversation, once per key. It is never sent.
 * @param key idempotency key of the button press
 */
export function writeConversationNote(
  context: AppContext,
  { body, key, ...target }: ConversationTarget & { body: string; key: string },
): Promise<ServiceResult<object>> {
  const { shopId, actor: author, conversationId } = target;
  const createdAt = context.clock.now();
  return changeAudited(context, target, async (sql) => {
    const isNew = await insertConversationNote(sql, { id: key, shopId, conversationId, body, author, createdAt });
    return isNew ? { action: "conversation.noted", before: null, after: { noteId: key } } : null;
  });
}

type Audited = Pick<AuditRow, "action" | "before" | "after">;

/** Changes a locked conversation in one transaction with its audit event; `work` returns null for no change. */
async function changeAudited(
  context: AppContext,
  { shopId, actor, conversationId }: ConversationTarget,
  work: (sql: Sql, before: LockedConversation) => Promise<Audited | null | ReturnType<typeof refuse>>,
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<object>> => {
    const before = await lockConversation(sql, shopId, conversationId);
    if (!before) return refuse("not_found", "there is no such conversation");
    const changed = await work(sql, before);
    if (changed && "ok" in changed) return changed;
    if (changed)
      await recordAudit(sql, [
        { id: context.newId(now), shopId, actor, target: `conversation:${conversationId}`, createdAt: now, ...changed },
      ]);
    return { ok: true };
  });
}
