import type { DryRun } from "#core/sending/guards/dry-run.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import { findSampleCustomers, type SampleCustomer } from "#shell/repositories/simulation/sample-customers.server.ts";
import type { ConversationRow } from "#shell/repositories/inbox/inbox.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readDryRun } from "#services/sending/parts/dry-run-guards.server.ts";

/** Whether an answer in a conversation would go out now, by the guards that decide it when it is due. */
export async function dryRunReply(
  context: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  conversation: ConversationRow,
  body: string,
): Promise<DryRun> {
  const { db, secrets } = context;
  const known = conversation.customerId ? await findSampleCustomers(db.pool, shop.id, conversation.customerId) : null;
  const suppressed = await isSuppressed(db.pool, shop.id, secrets.hashPhone(conversation.phone));
  // The answer goes to the number that wrote, whoever has it.
  const person: SampleCustomer = {
    ...(known ?? stranger),
    phone: conversation.phone,
    suppressed,
    wroteAt: conversation.lastInboundAt,
  };
  return (await readDryRun(context, shop, person))({ kind: "conversation", body });
}

const stranger: SampleCustomer = {
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
