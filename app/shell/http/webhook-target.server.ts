import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import { isLoopbackAddress, isPublicAddress } from "./public-address.server.ts";

/** Allowed ports; other ports are more likely internal services. */
const PORTS = new Set(["", "443", "8443"]);

/** Returns a predicate for callable IP addresses: public ones, and loopback if allowed. */
export const callableAddresses =
  (allowLoopback: boolean) =>
  (address: string): boolean =>
    isPublicAddress(address) || (allowLoopback && isLoopbackAddress(address));

const refused = (detail: string): OutwardFailure => ({ kind: "refused", code: "address_not_allowed", detail });

/**
 * Validates a merchant's webhook URL without resolving it: https, a usual port, no credentials, no literal private
 * address. The URL parser normalises every IPv4 notation (octal, hexadecimal, single number, fewer parts) to four
 * decimal parts.
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
