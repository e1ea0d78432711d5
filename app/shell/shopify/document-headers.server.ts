import type { AppContext } from "../context.server.ts";
import { WAY_BACK } from "./return-page.server.ts";

const POLICY = "Content-Security-Policy";

/** Shopify's admin, before it is known which shop's: for the page that does nothing but find out. */
const ANY_ADMIN = "frame-ancestors https://admin.shopify.com https://*.myshopify.com";

/**
 * Says which pages may frame this document: the shop's admin alone, as Shopify's library writes it. Where a stand-in
 * for App Bridge is configured (the environment admits loopback addresses only), the admin that frames us is served
 * from our own origin, and Shopify's script is not to be fetched ahead.
 */
export function setDocumentHeaders({ env, shopify }: AppContext, request: Request, headers: Headers): void {
  shopify.addDocumentResponseHeaders(request, headers);
  if (env.APP_BRIDGE_URL) {
    headers.set(POLICY, "frame-ancestors 'self'");
    headers.delete("Link");
  } else if (!headers.has(POLICY)) {
    headers.set(POLICY, new URL(request.url).pathname === WAY_BACK ? ANY_ADMIN : "frame-ancestors 'none'");
  }
}
