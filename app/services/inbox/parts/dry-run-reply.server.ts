import { noState, type KnownNumber } from "#core/customers/addresses.ts";
import type { DryRun } from "#core/sending/guards/dry-run.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isSuppressed } from "#shell/repositories/consent/consents.server.ts";
import { findSubscriber } from "#shell/repositories/consent/subscribers.server.ts";
import { findGuardedCustomer, type GuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import type { ConversationRow } from "#shell/repositories/inbox/inbox.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readDryRun } from "#services/sending/parts/dry-run-guards.server.ts";

/** Who a text by hand goes to; `lastInboundAt` is null when the number has not written. */
export interface ReplyRecipient extends Pick<ConversationRow, "phone" | "customerId"> {
  lastInboundAt: Instant | null;
}

/** Runs the send guards for a reply without sending it. */
export async function dryRunReply(
  context: Pick<AppContext, "db" | "clock" | "secrets" | "env">,
  shop: Shop,
  conversation: ReplyRecipient,
  body: string,
): Promise<DryRun> {
  const { db, secrets } = context;
  const { phone, lastInboundAt: wroteAt } = conversation;
  const customer = conversation.customerId
    ? await findGuardedCustomer(db.pool, shop.id, conversation.customerId)
    : null;
  const subscriber = await findSubscriber(db.pool, shop.id, secrets.hashAddress(phone));
  // The reply goes to the number of the conversation, even if the customer has another number now.
  const number: KnownNumber = {
    ...noState,
    suppressed: await isSuppressed(db.pool, shop.id, secrets.hashAddress(phone)),
    ...subscriber,
    channel: "sms",
    address: phone,
    origin: "unknown",
    seenAt: (wroteAt ?? context.clock.now()).toString(),
    formerSince: null,
  };
  const recipient: GuardedCustomer = { ...(customer ?? unknownCustomer), numbers: [number], wroteAt };
  return (await readDryRun(context, shop, recipient, { only: phone }))({ kind: "conversation", body });
}

const unknownCustomer: GuardedCustomer = {
  id: "00000000-0000-0000-0000-000000000000",
  phone: null,
  countryCode: null,
  provinceCode: null,
  numbers: [],
  erased: false,
  wroteAt: null,
};
