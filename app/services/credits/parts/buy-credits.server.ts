import { packOf, PACKS_VERSION, type Pack } from "#core/credits/packs.ts";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { insertPurchase, movePurchases, nameCharge } from "#shell/repositories/credits/purchases.server.ts";
import { findShops } from "#shell/repositories/team/shops.server.ts";

export interface PackOrder {
  shopId: string;
  packKey: string;
  actor: string;
  /** Where Shopify leads the merchant after the decision. */
  returnUrl: string;
  /** A charge that costs nothing, as development stores need. */
  test: boolean;
}

export type PackOrderResult =
  | { kind: "to_be_confirmed"; purchaseId: string; confirmationUrl: string }
  | { kind: "no_such_pack" }
  | { kind: "not_installed" }
  | OutwardFailure;

/**
 * Asks Shopify to charge the merchant for a pack. The credits come when Shopify tells that the charge is active. The
 * row stands before Shopify is asked, and bears the charge's id before the merchant can see where to pay: so there is
 * no charge that could be paid and not be known.
 */
export async function buyPack(
  context: AppContext,
  { shopId, packKey, actor, returnUrl, test }: PackOrder,
): Promise<PackOrderResult> {
  const pack = packOf(packKey);
  if (!pack) return { kind: "no_such_pack" };
  const [shop] = await findShops(context.db.pool, [shopId]);
  if (!shop || shop.uninstalledAt) return { kind: "not_installed" };

  const id = await begin(context, shopId, pack, actor);
  const { name, price, currency } = pack;
  const answer = await context.adminApi.createPurchase(shop.domain, { name, price, currency, returnUrl, test });
  if (answer.kind !== "done") {
    // A charge that Shopify may have made all the same lapses: nobody has its address.
    await movePurchases(context.db.pool, [{ id, status: "expired", completedAt: context.clock.now() }]);
    context.log.warn({ shop: shop.domain, purchase: id, answer }, "a charge could not be made");
    return answer;
  }
  const { shopifyId, confirmationUrl } = answer.output;
  await nameCharge(context.db.pool, { shopId, id, shopifyId });
  return { kind: "to_be_confirmed", purchaseId: id, confirmationUrl };
}

async function begin(
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
