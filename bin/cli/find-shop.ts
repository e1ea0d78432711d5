import type { AppContext } from "#shell/context.server.ts";
import { findShop, type ShopRow } from "#shell/repositories/team/shops.server.ts";

/** @throws if the shop is not installed */
export async function shopOrFail(context: AppContext, domain: string): Promise<ShopRow> {
  const shop = await findShop(context.db.pool, domain);
  if (!shop)
    throw new Error(
      `no shop "${domain}"; see "shopbell shop list", or install it with "shopbell shop install ${domain}"`,
    );
  return shop;
}
