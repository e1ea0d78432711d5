import "@shopify/shopify-api/adapters/web-api";
import { createHmac } from "node:crypto";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWebhookCheck } from "#shell/shopify/webhook-hmac.server.ts";

const SECRET = "shpss_0123456789abcdef";
const library = shopifyApi({
  apiKey: "key",
  apiSecretKey: SECRET,
  apiVersion: ApiVersion.October26,
  hostName: "shopbell.example",
  isEmbeddedApp: true,
  logger: { log: async () => {} },
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
  const rawRequest = new Request("https://shopbell.example/webhooks", { method: "POST", body, headers });
  return (await library.webhooks.validate({ rawBody: body, rawRequest })).valid;
};

/** The library takes a blank body for a missing one; it is no JSON either. */
const anyBody = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() !== "");

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
