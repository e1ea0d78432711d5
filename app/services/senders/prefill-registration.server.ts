import { prefillRegistration as prefill } from "#core/senders/prefill.ts";
import { nameInTexts } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findSender } from "#shell/repositories/senders/senders.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { saveRegistration } from "./register-sender.server.ts";

/** Fills in what Shopify knows of the business, where nothing is filled in yet. */
export async function prefillRegistration(
  context: AppContext,
  shop: Shop,
  { senderId, actor }: { senderId: string; actor: string },
): Promise<void> {
  const sender = await findSender(context.db.pool, shop.id, senderId);
  if (sender?.kind !== "toll_free" || Object.keys(sender.registration).length > 0) return;
  const business = await context.adminApi.business(shop.domain);
  const form = prefill({
    website: shop.storefrontHost ? `https://${shop.storefrontHost}` : null,
    email: null,
    street: null,
    city: null,
    region: null,
    postalCode: null,
    country: shop.countryCode,
    ...business,
    name: business?.name ?? shop.name,
    nameInTexts: nameInTexts(shop),
  });
  await saveRegistration(context, { shopId: shop.id, senderId, actor, form });
}
