import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";

/**
 * Makes the check of X-Shopify-Hmac-Sha256: the base64 HMAC-SHA256 of a delivery's raw bytes under the app's secret.
 * Shopify's library makes a key, copies the headers and parses the body for each delivery; this is its one rule.
 */
export function createWebhookCheck(secret: string): (body: Uint8Array, signature: string) => boolean {
  const key = createSecretKey(Buffer.from(secret));
  return (body, signature) => {
    const expected = createHmac("sha256", key).update(body).digest();
    const given = Buffer.from(signature, "base64");
    return given.length === expected.length && timingSafeEqual(expected, given);
  };
}
