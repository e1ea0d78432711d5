import type { Weighed } from "#core/guards/weigh.ts";
import type { AppContext } from "#shell/context.server.ts";
import { isSuppressed } from "#shell/repositories/consents.server.ts";
import { findStanding, type StandingPerson } from "#shell/repositories/standing-people.server.ts";
import type { ConversationRow } from "#shell/repositories/inbox.server.ts";
import type { Shop } from "../enter-shop.server.ts";
import { readWeighing } from "../weigh-text.server.ts";

/** Whether an answer in a conversation would go out now, by the guards that decide it when it is due. */
export async function weighAnswer(
  context: Pick<AppContext, "db" | "clock" | "secrets">,
  shop: Shop,
  conversation: ConversationRow,
  body: string,
): Promise<Weighed> {
  const { db, secrets } = context;
  const known = conversation.customerId ? await findStanding(db.pool, shop.id, conversation.customerId) : null;
  const suppressed = await isSuppressed(db.pool, shop.id, secrets.hashPhone(conversation.phone));
  // The answer goes to the number that wrote, whoever has it.
  const person: StandingPerson = {
    ...(known ?? stranger),
    phone: conversation.phone,
    suppressed,
    wroteAt: conversation.lastInboundAt,
  };
  return (await readWeighing(context, shop, person))({ kind: "conversation", body });
}

const stranger: StandingPerson = {
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
