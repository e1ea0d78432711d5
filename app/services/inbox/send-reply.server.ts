import { sayReason } from "#text/reasons.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findConversation } from "#shell/repositories/inbox/inbox.server.ts";
import { refuse, refuseDocument, type Result } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { sendByHand } from "../sending/parts/send-manually.server.ts";
import { weighAnswer } from "./parts/dry-run-reply.server.ts";

export interface AnswerByHand {
  actor: string;
  conversationId: string;
  body: string;
  /** The same for the same press of a button. */
  key: string;
}

/**
 * Answers a conversation. What is known not to go out is refused with its reason before anything is written, so that
 * it can be set right; what only has to wait is taken on.
 */
export async function answer(
  context: AppContext,
  shop: Shop,
  { actor, conversationId, body, key }: AnswerByHand,
): Promise<Result<{ sequenceId: string; waits: boolean }>> {
  const conversation = await findConversation(context.db.pool, shop.id, conversationId);
  if (!conversation) return refuse("not_found", "there is no such conversation");
  const { reason, until } = await weighAnswer(context, shop, conversation, body.trim());
  if (reason && !until) return refuseDocument([{ path: "body", message: sayRefusal(reason) }]);
  const sent = await sendByHand(context, {
    shopId: shop.id,
    actor,
    to: { phone: conversation.phone },
    body,
    purpose: "reply",
    key,
  });
  return sent.ok ? { ...sent, waits: until !== null } : sent;
}

function sayRefusal(reason: string): string {
  const { label, remedy } = sayReason(reason);
  return [`${label}.`, remedy].filter(Boolean).join(" ");
}
