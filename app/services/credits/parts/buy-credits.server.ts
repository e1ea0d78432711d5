import { packOf, PACKS_VERSION, type Pack } from "#core/credits/packs.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import {
  insertPurchase,
  setPurchaseStatuses,
  setPurchaseCharge,
} from "#shell/repositories/credits/purchases.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";

export interface PackOrder {
  shopId: string;
  packKey: string;
  actor: string;
  /** Shopify redirects the merchant here after the decision. */
  returnUrl: string;
  /** Test charge in any case; a development store, which cannot pay, gets one anyway. */
  test: boolean;
}

export type PackOrderResult =
  | { kind: "to_be_confirmed"; purchaseId: string; confirmationUrl: string }
  | { kind: "no_such_pack" }
  | { kind: "not_installed" }
  | OutwardFailure;

/**
 * Creates a one-time purchase at Shopify. The app grants the credits when the charge becomes active. The purchase row
 * commits before the Admin API call and stores the charge id before the merchant sees the confirmation URL, so a paid
 * charge always has a purchase.
 */
export async function buyPack(
  context: AppContext,
  { shopId, packKey, actor, returnUrl, test }: PackOrder,
): Promise<PackOrderResult> {
  const pack = packOf(packKey);
  if (!pack) return { kind: "no_such_pack" };
  const [shop] = await findShops(context.db.pool, [shopId]);
  if (!shop || shop.uninstalledAt) return { kind: "not_installed" };

  const id = await insertOrder(context, shopId, pack, actor);
  const { name, price, currency } = pack;
  const isTest = test || (await context.adminApi.isDevelopmentStore(shop.domain)) === true;
  const result = await context.adminApi.createPurchase(shop.domain, { name, price, currency, returnUrl, test: isTest });
  if (result.kind !== "done") {
    // If Shopify created the charge all the same, it expires: no merchant has its confirmation URL.
    await setPurchaseStatuses(context.db.pool, [{ id, status: "expired", completedAt: context.clock.now() }]);
    context.log.warn({ shop: shop.domain, purchase: id, answer: result }, "a charge could not be made");
    return result;
  }
  const { shopifyId, confirmationUrl } = result.output;
  await setPurchaseCharge(context.db.pool, { shopId, id, shopifyId });
  return { kind: "to_be_confirmed", purchaseId: id, confirmationUrl };
}

async function insertOrder(
  context: AppContext,
  shopId: string,
  { key, credits, price, currency }: Pack,
  actor: string,
): Promise<string> {
  const now = context.clock.now();
  const id = context.newId(now);
  await transaction(context.db.pool, async (sql) => {
    await insertPurchase(sql, { id, shopId, packKey: key, credits, price, currency, createdAt: now });
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId,
        actor,
        action: "credits.order",
        target: `purchase:${id}`,
        before: null,
        after: { pack: `${key}@${PACKS_VERSION}`, credits, price, currency },
        createdAt: now,
      },
    ]);
  });
  return id;
}
