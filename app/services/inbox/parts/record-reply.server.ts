import { changeConversationState, type ConversationChange } from "#core/inbox/conversation-state.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockConversationWith, saveInboundConversation } from "#shell/repositories/inbox/conversations.server.ts";

interface InboundReply {
  shopId: string;
  customerId: string | null;
  /** E.164. */
  phone: string;
  change: Extract<ConversationChange, "reply" | "handled_reply">;
  at: Instant;
}

/**
 * Creates a number's conversation, or moves it to the top; a reply that staff must read opens a closed one. The caller
 * holds the lock of the number.
 */
export async function recordReply(
  context: Pick<AppContext, "newId">,
  sql: Sql,
  { change, at, ...conversation }: InboundReply,
): Promise<void> {
  const before = await lockConversationWith(sql, conversation.shopId, conversation.phone);
  const state = changeConversationState(before ?? { unread: 0, closedAt: null }, change, at);
  await saveInboundConversation(sql, { id: before?.id ?? context.newId(at), ...conversation, ...state, at });
}
