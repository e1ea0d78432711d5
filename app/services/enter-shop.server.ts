import type { AppContext } from "#shell/context.server.ts";
import { openShop } from "./open-shop.server.ts";

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Who is at the page: the shop, and the member of its staff as the audit trail names them. */
export interface Visit {
  shop: Shop;
  actor: string;
}

/**
 * Every page's first line: lets in who Shopify vouches for, and makes the shop's row on its first visit.
 * @throws Response for those whom Shopify must first send through its own pages
 */
export async function enterShop(request: Request, { app }: { app: AppContext }): Promise<Visit> {
  const { session, sessionToken } = await app.shopify.authenticate.admin(request);
  const shop = await openShop(app, session.shop);
  return { shop, actor: sessionToken ? `staff:${sessionToken.sub}` : `shop:${session.shop}` };
}
