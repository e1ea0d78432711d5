import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { activateFromLibrary } from "#services/automations/change-automation-status.server.ts";
import { library } from "#library/index.ts";
import type { Start } from "#sandbox/world-options.ts";
import { embeddedAddress } from "#sandbox/admin/embedded-address.ts";
import type { AppContext } from "#shell/context.server.ts";
import { findShop, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { SHOP } from "./env.ts";

const CREDITS = 200;
const ACTOR = "sandbox";

/**
 * Installs the app with a first visit, as a browser makes it.
 * @throws if the visit fails
 */
export async function firstVisit(context: AppContext): Promise<ShopRow> {
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL } = context.env;
  const visit = embeddedAddress({ apiKey: SHOPIFY_API_KEY, apiSecret: SHOPIFY_API_SECRET, shopDomain: SHOP }, "/app");
  // Shopify's library rejects user agents that are no browsers.
  const page = await fetch(new URL(visit, SHOPIFY_APP_URL), {
    headers: { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36" },
  });
  await page.arrayBuffer();
  const shop = await findShop(context.db.pool, SHOP);
  if (!page.ok || !shop) throw new Error(`the first visit to the app failed: ${page.status}`);
  return shop;
}

/**
 * Sets up a new sandbox: installs the app, grants credits, and activates the popular library automations. A sandbox
 * that has the app keeps what it has.
 * @param start "empty" skips all of it, for a merchant's first-use experience
 */
export async function setUpSandbox(context: AppContext, start: Start): Promise<void> {
  if (start === "empty" || (await findShop(context.db.pool, SHOP))) return;
  const shop = await firstVisit(context);
  await grantCredits(context, {
    shopId: shop.id,
    credits: CREDITS,
    type: "grant",
    note: "to try the sandbox",
    actor: ACTOR,
  });
  for (const { key } of library.filter(({ popular }) => popular)) {
    const outcome = await activateFromLibrary(context, { shopId: shop.id, libraryKey: key, actor: ACTOR });
    if (!outcome.ok) throw new Error(outcome.message);
  }
}
