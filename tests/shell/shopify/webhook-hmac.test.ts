import "@shopify/shopify-app-remix/adapters/node";
import { createHmac } from "node:crypto";
import { createSHA256HMAC } from "@shopify/shopify-api/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWebhookCheck } from "#shell/shopify/webhook-hmac.server.ts";

const SECRET = "shpss_0123456789abcdef";
const isSigned = createWebhookCheck(SECRET);
const sign = (body: string, secret = SECRET) => createHmac("sha256", secret).update(body, "utf8").digest("base64");

test("a body is signed by the very signature that Shopify's own library makes for it, and by no other", async () => {
  const signature = fc.oneof(
    fc.constant((body: string) => sign(body)),
    fc.constant((body: string) => sign(body, "another secret")),
    fc.constant((body: string) => sign(`${body} `)),
    fc.constant((body: string) => sign(body).slice(0, -2)),
    fc.string().map((text) => () => Buffer.from(text).toString("base64")),
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), signature, async (body, signed) => {
      const expected = await createSHA256HMAC(SECRET, body);
      expect(isSigned(Buffer.from(body), signed(body))).toBe(signed(body) === expected);
    }),
    { numRuns: 300 },
  );
});
