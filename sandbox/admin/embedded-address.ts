import { mintSessionToken, type AppCredentials } from "../shopify/session-token.ts";

/** The signed address of an embedded page, with an id token that is valid for a minute. */
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
