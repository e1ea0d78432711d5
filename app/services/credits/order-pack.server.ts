import type { AppContext } from "#shell/context.server.ts";
import { findCharged } from "#shell/repositories/credits/purchases.server.ts";
import type { PurchaseStatus } from "#core/credits/purchase.ts";
import { text } from "#text/en.ts";
import { buyPack } from "./parts/buy-credits.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** The page that Shopify leads back to, inside the store's admin; it adds the charge's number. */
const backTo = ({ domain }: Pick<Shop, "domain">, apiKey: string): string =>
  `https://${domain}/admin/apps/${apiKey}/app/credits`;

/** Orders a pack for somebody at its page. @returns where Shopify asks them to agree to the charge */
export async function startPackPurchase(
  context: AppContext,
  shop: Pick<Shop, "id" | "domain">,
  { packKey, actor }: { packKey: string; actor: string },
): Promise<ServiceResult<{ confirmationUrl: string }>> {
  const { SHOPIFY_API_KEY, SHOPIFY_TEST_CHARGES } = context.env;
  const answer = await buyPack(context, {
    shopId: shop.id,
    packKey,
    actor,
    returnUrl: backTo(shop, SHOPIFY_API_KEY),
    test: SHOPIFY_TEST_CHARGES,
  });
  switch (answer.kind) {
    case "to_be_confirmed":
      return { ok: true, confirmationUrl: answer.confirmationUrl };
    case "no_such_pack":
      return refuse("not_found", text.credits.noSuchPack);
    case "not_installed":
      return refuse("not_found", text.credits.notInstalled);
    case "refused":
      return refuse("invalid", text.credits.chargeRefused(answer.detail));
    case "retry":
      return refuse("under_way", text.credits.chargeFailed);
  }
}

/**
 * What became of a purchase, by the number that Shopify names it with on the way back; null where the shop has none
 * of it.
 */
export const readPurchaseCharge = (
  context: AppContext,
  shop: Pick<Shop, "id">,
  chargeId: string,
): Promise<{ status: PurchaseStatus; credits: number } | null> =>
  findCharged(context.db.pool, shop.id, `gid://shopify/AppPurchaseOneTime/${chargeId}`);
