import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { setUnread } from "#shell/repositories/inbox/conversations.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";

interface MarkRequest {
  shopId: string;
  actor: string;
  conversationId: string;
  as: "read" | "unread";
}

/** Marks a conversation as read or unread. */
export function markConversation(
  context: AppContext,
  { shopId, actor, conversationId, as }: MarkRequest,
): Promise<ServiceResult<object>> {
  const now = context.clock.now();
  const unread = as === "unread" ? 1 : 0;
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<object>> => {
    const before = await setUnread(sql, { shopId, id: conversationId, unread, at: now });
    if (before === null) return refuse("not_found", "there is no such conversation");
    if (before !== unread)
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId,
          actor,
          action: "conversation.marked",
          target: `conversation:${conversationId}`,
          before: { unread: before },
          after: { unread },
          createdAt: now,
        },
      ]);
    return { ok: true };
  });
}
