import { createHmac } from "node:crypto";
import type { Secrets } from "../secrets.server.ts";

export const SIGNATURE_HEADER = "X-Shopbell-Signature";

/** The secret that a shop's own systems check our calls with; the merchant copies it from the settings. */
export const webhookSecret = (secrets: Pick<Secrets, "sign">, shopId: string): string =>
  `whsec_${secrets.sign(`webhooks of ${shopId}`)}`;

/**
 * The header's value: `t=<unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>` under the shop's secret.
 * A receiver makes it again over the raw body, compares in constant time, and turns away what is older than a few
 * minutes.
 */
export function signWebhook(secret: string, unixSeconds: number, body: string): string {
  const mac = createHmac("sha256", secret).update(`${unixSeconds}.${body}`, "utf8").digest("hex");
  return `t=${unixSeconds},v1=${mac}`;
}
