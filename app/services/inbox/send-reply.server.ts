import { formatReason } from "#text/reasons.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findConversation } from "#shell/repositories/inbox/inbox.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { sendManually } from "../sending/parts/send-manually.server.ts";
import { dryRunReply } from "./parts/dry-run-reply.server.ts";

export interface StaffReply {
  actor: string;
  conversationId: string;
  body: string;
  /** Idempotency key of the button press. */
  key: string;
}

/**
 * Sends a staff reply. Refuses, before writing anything, a reply that the guards would skip; accepts one that they
 * would defer.
 */
export async function sendReply(
  context: AppContext,
  shop: Shop,
  { actor, conversationId, body, key }: StaffReply,
): Promise<ServiceResult<{ sequenceId: string; waits: boolean }>> {
  const conversation = await findConversation(context.db.pool, shop.id, conversationId);
  if (!conversation) return refuse("not_found", "there is no such conversation");
  const { reason, until } = await dryRunReply(context, shop, conversation, body.trim());
  if (reason && !until) return refuseDocument([{ path: "body", message: formatRefusal(reason) }]);
  const sent = await sendManually(context, {
    shopId: shop.id,
    actor,
    to: { phone: conversation.phone },
    body,
    purpose: "reply",
    key,
  });
  return sent.ok ? { ...sent, waits: until !== null } : sent;
}

function formatRefusal(reason: string): string {
  const { label, remedy } = formatReason(reason);
  return [`${label}.`, remedy].filter(Boolean).join(" ");
}
