import { mintSessionToken, type AppCredentials } from "../shopify/session-token.ts";

/**
 * The address of an embedded page as the admin opens it: a path, perhaps with a query of its own, good for a minute.
 */
export function embeddedAddress(credentials: AppCredentials, path: string, userId?: string): string {
  const { shopDomain } = credentials;
  const query = new URLSearchParams({
    embedded: "1",
    shop: shopDomain,
    locale: "en",
    host: Buffer.from(`admin.shopify.com/store/${shopDomain.split(".")[0] ?? ""}`).toString("base64url"),
    id_token: mintSessionToken(credentials, userId),
  });
  return `${path}${path.includes("?") ? "&" : "?"}${query.toString()}`;
}
