import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { Temporal, type Instant } from "#core/time/time.ts";

/** How far the time of a request may be from now, in milliseconds; Shopify's library takes as much. */
const TOLERANCE_MS = 90_000;

/**
 * Makes the check of a request that Shopify's app proxy forwards: `signature` is the hex HMAC-SHA256, under the app's
 * secret, of all other parameters as `name=value`, sorted and joined without a separator; the values of a repeated
 * parameter are joined by commas. Shopify's library also loads and renews the shop's session, which a form needs not.
 */
export function createProxyCheck(secret: string): (query: URLSearchParams, now: Instant) => boolean {
  const key = createSecretKey(Buffer.from(secret));
  return (query, now) => {
    const given = Buffer.from(query.get("signature") ?? "", "hex");
    const expected = createHmac("sha256", key).update(signedPart(query)).digest();
    return given.length === expected.length && timingSafeEqual(expected, given) && isRecent(query, now);
  };
}

const signedPart = (query: URLSearchParams): string =>
  [...new Set(query.keys())]
    .filter((name) => name !== "signature")
    .map((name) => `${name}=${query.getAll(name).join(",")}`)
    .sort()
    .join("");

/** A signed address that was kept is of no use later. */
function isRecent(query: URLSearchParams, now: Instant): boolean {
  const seconds = query.get("timestamp") ?? "";
  if (!/^\d{1,12}$/.test(seconds)) return false;
  const at = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1_000);
  return Math.abs(now.epochMilliseconds - at.epochMilliseconds) <= TOLERANCE_MS;
}
