import type { DryRun } from "#core/sending/guards/dry-run.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import { findGuardedCustomer, type GuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import type { ConversationRow } from "#shell/repositories/inbox/inbox.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readDryRun } from "#services/sending/parts/dry-run-guards.server.ts";

/** Runs the send guards for a reply without sending it. */
export async function dryRunReply(
  context: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  conversation: ConversationRow,
  body: string,
): Promise<DryRun> {
  const { db, secrets } = context;
  const customer = conversation.customerId
    ? await findGuardedCustomer(db.pool, shop.id, conversation.customerId)
    : null;
  const suppressed = await isSuppressed(db.pool, shop.id, secrets.hashPhone(conversation.phone));
  // The reply goes to the number of the conversation, even if the customer has another number now.
  const recipient: GuardedCustomer = {
    ...(customer ?? unknownCustomer),
    phone: conversation.phone,
    suppressed,
    wroteAt: conversation.lastInboundAt,
  };
  return (await readDryRun(context, shop, recipient))({ kind: "conversation", body });
}

const unknownCustomer: GuardedCustomer = {
  id: "00000000-0000-0000-0000-000000000000",
  phone: null,
  countryCode: null,
  provinceCode: null,
  smsConsent: "not_subscribed",
  marketingHeld: false,
  erased: false,
  suppressed: false,
  wroteAt: null,
};
