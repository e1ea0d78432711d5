import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { isLoopbackAddress, isPublicAddress } from "./public-address.server.ts";

/** Where receivers of webhooks listen; any other port is more likely a service that was never meant to be reached. */
const PORTS = new Set(["", "443", "8443"]);

/**
 * Which machines may be called: those of the public internet, and this one where a stand-in for the world runs on it.
 */
export const reachable =
  (allowLoopback: boolean) =>
  (address: string): boolean =>
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));

const refused = (detail: string): OutwardFailure => ({ kind: "refused", code: "address_not_allowed", detail });

/**
 * Reads the address of a merchant's webhook, as far as it can be judged without asking for the name: https, a usual
 * port, no user name in it, and no literal address of a private network. A URL's parser writes every form of an IPv4
 * address (octal, hexadecimal, one number, fewer parts) as four decimal parts, so there is one form to judge.
 */
export function readTarget(text: string, allowLoopback: boolean): URL | OutwardFailure {
  const url = URL.parse(text);
  if (!url) return refused("this is not a web address; write it in full, such as https://example.com/hook");
  if (url.username || url.password)
    return refused("the address carries a user name or password; leave them out and check the signature instead");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (allowLoopback && (host === "localhost" || isLoopbackAddress(host)) && /^https?:$/.test(url.protocol)) return url;
  if (url.protocol !== "https:") return refused("the address must begin with https://");
  if (!PORTS.has(url.port)) return refused(`port ${url.port} is not called; use 443 or 8443`);
  const literal = url.hostname.startsWith("[") || /^[\d.]+$/.test(host);
  if (literal && !isPublicAddress(host)) return refused(`${host} lies in a private or reserved network`);
  return url;
}
