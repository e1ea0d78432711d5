import type { AppContext } from "../context.server.ts";
import { RETURN_ROUTE } from "./return-page.server.ts";

const POLICY = "Content-Security-Policy";

/** The shop in the library's policy. */
const OF_SHOP = /^frame-ancestors (https:\/\/[a-z0-9][a-z0-9-]*\.myshopify\.com) /;

/** Frame ancestors of the page that has to find out its shop. */
const ANY_ADMIN = "frame-ancestors https://admin.shopify.com https://*.myshopify.com";

/**
 * Sets the CSP's frame ancestors: the shop's admin, as Shopify's library finds it out, without the hosts of Shopify's own
 * developers that the library adds. If a fake App Bridge is configured
 * (loopback only), the fake admin frames the app from our own origin, and the browser must not preload Shopify's script.
 */
export function setDocumentHeaders({ env, shopify }: AppContext, request: Request, headers: Headers): void {
  // The library's session token page names any shop in its policy, here only one of Shopify's.
  headers.delete(POLICY);
  headers.delete("Link");
  shopify.addDocumentResponseHeaders(request, headers);
  const [, shop] = OF_SHOP.exec(headers.get(POLICY) ?? "") ?? [];
  if (shop) headers.set(POLICY, `frame-ancestors ${shop} https://admin.shopify.com`);
  if (env.APP_BRIDGE_URL) {
    headers.set(POLICY, "frame-ancestors 'self'");
    headers.delete("Link");
  } else if (!headers.has(POLICY)) {
    headers.set(POLICY, new URL(request.url).pathname === RETURN_ROUTE ? ANY_ADMIN : "frame-ancestors 'none'");
  }
}
