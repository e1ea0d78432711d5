import ipaddr from "ipaddr.js";

/**
 * All that is given out for the public IPv6 internet; the rest, such as IPv4 in the old compatible form, leads
 * nowhere or home.
 */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to a machine on the public internet: not private, loopback, link-local, shared by a
 * carrier, multicast, reserved, and no IPv6 form (mapped, NAT64, 6to4, Teredo) that carries an IPv4 address within.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === "unicast" && (parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6));
}

/** Whether an address is this machine's own. */
export const isLoopbackAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.parse(address).range() === "loopback";
