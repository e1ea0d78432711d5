import type { AppContext } from "#shell/context.server.ts";
import { findPurchaseByCharge } from "#shell/repositories/credits/purchases.server.ts";
import type { PurchaseStatus } from "#core/statuses.ts";
import { text } from "#text/en.ts";
import { buyPack } from "./parts/buy-credits.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";

/** The credits page in the store's admin; Shopify redirects there and appends `charge_id`. */
export const creditsUrlOf = ({ domain }: Pick<Shop, "domain">, apiKey: string): string =>
  `https://${domain}/admin/apps/${apiKey}/app/credits`;

/**
 * Starts the purchase of a credit pack.
 * @returns Shopify's confirmation page for the charge
 */
export async function startPackPurchase(
  context: AppContext,
  shop: Pick<Shop, "id" | "domain">,
  { packKey, actor }: { packKey: string; actor: string },
): Promise<ServiceResult<{ confirmationUrl: string }>> {
  const { SHOPIFY_API_KEY, SHOPIFY_TEST_CHARGES } = context.env;
  const result = await buyPack(context, {
    shopId: shop.id,
    packKey,
    actor,
    returnUrl: creditsUrlOf(shop, SHOPIFY_API_KEY),
    test: SHOPIFY_TEST_CHARGES,
  });
  switch (result.kind) {
    case "to_be_confirmed":
      return { ok: true, confirmationUrl: result.confirmationUrl };
    case "no_such_pack":
      return refuse("not_found", text.credits.noSuchPack);
    case "not_installed":
      return refuse("not_found", text.credits.notInstalled);
    case "refused":
      return refuse("invalid", text.credits.chargeRefused(result.detail));
    case "retry":
      return refuse("under_way", text.credits.chargeFailed);
  }
}

/**
 * Status of a purchase, by the `charge_id` that Shopify appends to the return URL; null if the shop has no such charge.
 */
export const readPurchaseCharge = (
  context: AppContext,
  shop: Pick<Shop, "id">,
  chargeId: string,
): Promise<{ status: PurchaseStatus; credits: number } | null> =>
  findPurchaseByCharge(context.db.pool, shop.id, `gid://shopify/AppPurchaseOneTime/${chargeId}`);
