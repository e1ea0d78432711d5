import { Temporal, type Instant } from "../time/time.ts";

/** The customer whose text brought a visitor to the storefront. */
export interface Visitor {
  shopId: string;
  customerId: string;
  /** When the visitor followed the link. */
  at: Instant;
}

/** How long a token names its customer. */
export const VISITOR_TOKEN_DAYS = 30;
/** The parameter of a storefront's address that carries the token. */
export const VISITOR_PARAMETER = "sbv";

/** The customer's id without dashes, and the second in base 36. */
const CLAIMS = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.([1-9a-z][0-9a-z]{0,7})$/;

/** The shop is signed, too, and not written: a token is read for one shop. */
const signedText = (shopId: string, claims: string): string => `visitor:${shopId}:${claims}`;

/** Makes a token that names a customer of a shop. It holds no data of the customer but the app's own id. */
export function makeVisitorToken({ shopId, customerId, at }: Visitor, sign: (text: string) => string): string {
  const claims = `${customerId.replaceAll("-", "")}.${Math.floor(at.epochMilliseconds / 1_000).toString(36)}`;
  return `${claims}.${sign(signedText(shopId, claims))}`;
}

/**
 * Reads a token that was made for a shop.
 * @param verify compares in constant time
 * @returns null for one that was changed, has expired, or belongs to another shop
 */
export function readVisitorToken(
  token: string,
  { shopId, now, verify }: { shopId: string; now: Instant; verify: (text: string, signature: string) => boolean },
): Visitor | null {
  const end = token.lastIndexOf(".");
  const claims = token.slice(0, Math.max(end, 0));
  const [, ...parts] = CLAIMS.exec(claims) ?? [];
  const seconds = Number.parseInt(parts.pop() ?? "", 36);
  if (parts.length === 0 || !verify(signedText(shopId, claims), token.slice(end + 1))) return null;
  const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000);
  const ends = at.add({ hours: VISITOR_TOKEN_DAYS * 24 });
  return Temporal.Instant.compare(now, ends) < 0 ? { shopId, customerId: parts.join("-"), at } : null;
}

/** Adds a token to an address, in the place of an earlier one. All else stays as it is written. */
export function withVisitorToken(target: string, token: string): string {
  const [, before = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(target) ?? [];
  const others = query
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && part.split("=", 1)[0] !== VISITOR_PARAMETER);
  return `${before}?${[...others, `${VISITOR_PARAMETER}=${token}`].join("&")}${fragment}`;
}
