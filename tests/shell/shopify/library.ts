import { Session } from "@shopify/shopify-api";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { shopDomain } from "../../sandbox/sandbox.ts";

export const offline = new Session({
  id: `offline_${shopDomain}`,
  shop: shopDomain,
  state: "",
  isOnline: false,
  accessToken: "shpat_test",
  scope: "",
});

/** Shopify's own library, with one stored session or none. */
export function library(session: Session | null) {
  const { unauthenticated, sessionStorage } = shopifyApp({
    apiKey: "app-key",
    apiSecretKey: "app-secret",
    appUrl: "https://shopbell.example",
    apiVersion: ApiVersion.October26,
    distribution: AppDistribution.AppStore,
    authPathPrefix: "/auth",
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { log: async () => {} },
    sessionStorage: {
      storeSession: async () => true,
      deleteSession: async () => true,
      deleteSessions: async () => true,
      loadSession: async () => session ?? undefined,
      findSessionsByShop: async () => (session ? [session] : []),
    },
  });
  return { unauthenticated, sessionStorage };
}
