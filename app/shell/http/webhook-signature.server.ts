import { createHmac } from "node:crypto";
import type { Secrets } from "../secrets.server.ts";

export const SIGNATURE_HEADER = "X-Shopbell-Signature";

/** Secret with which a shop's systems verify our webhooks; the settings page shows it. */
export const webhookSecret = (secrets: Pick<Secrets, "sign">, shopId: string): string =>
  `whsec_${secrets.sign(`webhooks of ${shopId}`)}`;

/**
 * Builds the signature header: `t=<unix seconds>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>` under the
 * shop's secret. A receiver recomputes it over the raw body, compares in constant time, and rejects timestamps older
 * than a few minutes.
 */
export function signWebhook(secret: string, unixSeconds: number, body: string): string {
  const mac = createHmac("sha256", secret).update(`${unixSeconds}.${body}`, "utf8").digest("hex");
  return `t=${unixSeconds},v1=${mac}`;
}
