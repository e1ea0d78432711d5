import "@shopify/shopify-app-remix/adapters/node";
import { createHmac } from "node:crypto";
import { ApiVersion, shopifyApp } from "@shopify/shopify-app-remix/server";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWebhookCheck } from "#shell/shopify/webhook-hmac.server.ts";

const SECRET = "shpss_0123456789abcdef";
const library = shopifyApp({
  apiKey: "key",
  apiSecretKey: SECRET,
  appUrl: "https://shopbell.example",
  apiVersion: ApiVersion.October26,
  logger: { log: async () => {} },
  sessionStorage: {
    storeSession: async () => true,
    loadSession: async () => undefined,
    deleteSession: async () => true,
    deleteSessions: async () => true,
    findSessionsByShop: async () => [],
  },
});
const isSigned = createWebhookCheck(SECRET);
const sign = (body: string, secret = SECRET) => createHmac("sha256", secret).update(body, "utf8").digest("base64");

const isSignedByLibrary = async (body: string, signature: string) => {
  const headers = {
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Shop-Domain": "juniper.myshopify.com",
    "X-Shopify-Api-Version": "2026-10",
    "X-Shopify-Webhook-Id": "b-1",
    "X-Shopify-Hmac-Sha256": signature,
  };
  const request = new Request("https://shopbell.example/webhooks", { method: "POST", body, headers });
  return library.authenticate.webhook(request).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof Response && thrown.status === 401) return false;
      throw thrown;
    },
  );
};

/** The library also parses the body. */
const anyBody = fc.json();

test("a signature holds where Shopify's own library says so", async () => {
  const signature = fc.oneof(
    fc.constant((body: string) => sign(body)),
    fc.constant((body: string) => sign(body, "another secret")),
    fc.constant((body: string) => sign(`${body} `)),
    fc.constant((body: string) => sign(body).slice(0, -2)),
    fc.string({ minLength: 1 }).map((text) => () => Buffer.from(text).toString("base64")),
  );
  await fc.assert(
    fc.asyncProperty(anyBody, signature, async (sent, signed) => {
      expect(isSigned(Buffer.from(sent), signed(sent))).toBe(await isSignedByLibrary(sent, signed(sent)));
    }),
    { numRuns: 200 },
  );
});
