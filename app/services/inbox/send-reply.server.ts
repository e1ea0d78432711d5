import { isConversationOpen } from "#core/inbox/conversation.ts";
import { textRecipientOf } from "#core/sending/recipient.ts";
import { findGuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import { formatReason } from "#text/reasons.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findConversation, findConversationOf } from "#shell/repositories/inbox/inbox.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { sendManually } from "../sending/parts/send-manually.server.ts";
import { dryRunReply, type ReplyRecipient } from "./parts/dry-run-reply.server.ts";

export interface StaffReply {
  actor: string;
  conversationId: string;
  body: string;
  /** Idempotency key of the button press. */
  key: string;
}

type ManualSend = ServiceResult<{ sequenceId: string; waits: boolean }>;

/**
 * Sends a staff reply. Refuses, before writing anything, a reply that the guards would skip; accepts one that they
 * would defer.
 */
export async function sendReply(
  context: AppContext,
  shop: Shop,
  { conversationId, ...text }: StaffReply,
): Promise<ManualSend> {
  const conversation = await findConversation(context.db.pool, shop.id, conversationId);
  if (!conversation) return refuse("not_found", "there is no such conversation");
  return sendTo(context, shop, conversation, text);
}

/**
 * Sends a text by hand to a customer: to the number that wrote lately, else to the number that marketing goes to.
 * Refuses and accepts as `sendReply` does.
 */
export async function sendTextToCustomer(
  context: AppContext,
  shop: Shop,
  { customerId, ...text }: Omit<StaffReply, "conversationId"> & { customerId: string },
): Promise<ManualSend> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const customer = await findGuardedCustomer(sql, shop.id, customerId);
  if (!customer || customer.erased) return refuse("not_found", "there is no such customer");
  const conversationId = await findConversationOf(sql, shop.id, null, customerId);
  const conversation = conversationId === null ? null : await findConversation(sql, shop.id, conversationId);
  if (conversation && isConversationOpen(conversation.lastInboundAt, now))
    return sendTo(context, shop, conversation, text);
  const { phone } = textRecipientOf(customer.numbers, { kind: "marketing", now });
  if (!phone) return refuseDocument([{ path: "body", message: formatRefusal("no_phone") }]);
  return sendTo(context, shop, { phone, customerId, lastInboundAt: null }, text);
}

async function sendTo(
  context: AppContext,
  shop: Shop,
  recipient: ReplyRecipient,
  { actor, body, key }: Omit<StaffReply, "conversationId">,
): Promise<ManualSend> {
  const { reason, until } = await dryRunReply(context, shop, recipient, body.trim());
  if (reason && !until) return refuseDocument([{ path: "body", message: formatRefusal(reason) }]);
  const to = { phone: recipient.phone };
  const sent = await sendManually(context, { shopId: shop.id, actor, to, body, purpose: "reply", key });
  return sent.ok ? { ...sent, waits: until !== null } : sent;
}

function formatRefusal(reason: string): string {
  const { label, remedy } = formatReason(reason);
  return [`${label}.`, remedy].filter(Boolean).join(" ");
}
