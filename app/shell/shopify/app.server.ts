import "@shopify/shopify-app-remix/adapters/node";
import { shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { PrismaClient } from "../db/prisma.server.ts";
import type { Env } from "../env.server.ts";
import type { Log } from "../log.server.ts";
import type { Secrets } from "../secrets.server.ts";
import { redirectedFetch } from "./redirected-fetch.server.ts";
import { createProxyCheck } from "./app-proxy-signature.server.ts";
import { createWebhookCheck } from "./webhook-hmac.server.ts";
import { createSessionStorage } from "./session-storage.server.ts";

type ShopifyEnv = Pick<
  Env,
  "SHOPIFY_API_KEY" | "SHOPIFY_API_SECRET" | "SHOPIFY_APP_URL" | "SCOPES" | "SHOPIFY_ADMIN_BASE_URL"
>;

/** Configures Shopify's library, and the checks of webhooks and of the app proxy, which need no session. */
export function createShopify(env: ShopifyEnv, prisma: PrismaClient, { log, secrets }: { log: Log; secrets: Secrets }) {
  if (env.SHOPIFY_ADMIN_BASE_URL) setAbstractFetchFunc(redirectedFetch(env.SHOPIFY_ADMIN_BASE_URL));
  const settings = {
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET,
    appUrl: env.SHOPIFY_APP_URL,
    apiVersion: ApiVersion.October26,
    scopes: env.SCOPES.split(",").map((scope) => scope.trim()),
    distribution: AppDistribution.AppStore,
    authPathPrefix: "/auth",
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: {
      level: LogSeverity.Warning,
      log: async (severity: LogSeverity, message: string) =>
        log[severity <= LogSeverity.Error ? "error" : "warn"]({ from: "shopify" }, message),
    },
  } as const;
  const { auth } = shopifyApi({
    ...settings,
    scopes: [...settings.scopes],
    hostName: new URL(env.SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
    future: {},
  });
  // Online tokens identify the staff member, for permissions and for the audit trail.
  const pages = shopifyApp({
    ...settings,
    scopes: [...settings.scopes],
    useOnlineTokens: true,
    sessionStorage: createSessionStorage(prisma, secrets, auth.refreshToken),
  });
  return {
    addDocumentResponseHeaders: pages.addDocumentResponseHeaders,
    authenticate: {
      admin: pages.authenticate.admin,
      flow: pages.authenticate.flow,
    },
    isWebhookSigned: createWebhookCheck(env.SHOPIFY_API_SECRET),
    isProxySigned: createProxyCheck(env.SHOPIFY_API_SECRET),
    unauthenticated: pages.unauthenticated,
    login: pages.login,
    sessionStorage: pages.sessionStorage,
  };
}

export type Shopify = ReturnType<typeof createShopify>;
