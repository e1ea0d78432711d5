import { countryOf, isNorthAmerican, numberAt } from "./registry/numbers.ts";
import { isAlphaSender, serviceOfAlphaSender, serviceOfNumber } from "./registry/services.ts";
import { isApproved } from "./registry/verifications.ts";
import type { OwnNumber, Registry, Service } from "./registry/registry.ts";
import { findAccount } from "./registry/accounts.ts";
import type { SendRequest } from "./request.ts";

const isNumber = (sender: string): boolean => /^\+?\d+$/.test(sender);

interface Choice {
  from: string;
  /** The service that is known to the registry. */
  service: Service | null;
}

/**
 * Chooses the sender of a text, as the request's number or from its service's pool.
 * @param account.serviceNumber the number of every service of the parent account that the registry does not know
 * @param account.lastFrom the last sender of a service to a number
 * @returns or Twilio's error code
 */
export function chooseSender(
  registry: Registry,
  { to, from, messagingServiceSid }: SendRequest,
  account: {
    accountSid: string;
    serviceNumber: string;
    lastFrom: (serviceSid: string, to: string) => string | undefined;
  },
): Choice | { code: number } {
  const country = countryOf(to);
  if (country !== undefined && registry.state.countriesOff.includes(country)) return { code: 21408 };
  const isParent = account.accountSid === registry.parent.sid;
  const service =
    messagingServiceSid === null
      ? null
      : (registry.state.services.find(
          ({ sid, accountSid }) => sid === messagingServiceSid && accountSid === account.accountSid,
        ) ?? null);
  if (messagingServiceSid !== null && !service)
    return isParent ? { from: from ?? account.serviceNumber, service: null } : { code: 21701 };
  if (from === null) return service ? fromPool(registry, service, to, account.lastFrom) : { code: 21603 };
  if (!isNumber(from)) {
    if (!isAlphaSender(from)) return { code: 21212 };
    return isNorthAmerican(country) ? { code: 21612 } : { from, service };
  }
  const number = numberAt(registry, from);
  // The parent has numbers from before the registry.
  if (!number && !isParent) return { code: 21606 };
  if (number && number.accountSid !== account.accountSid) return { code: 21660 };
  if (service && (!number || !service.numberSids.includes(number.sid))) return { code: 21660 };
  return { from, service };
}

/** The sender that wrote to the number before, or else the one that fits its country best. */
function fromPool(
  { state }: Registry,
  service: Service,
  to: string,
  lastFrom: (serviceSid: string, to: string) => string | undefined,
): Choice | { code: number } {
  const numbers = state.numbers.filter(({ sid }) => service.numberSids.includes(sid));
  const country = countryOf(to);
  const alpha = isNorthAmerican(country) ? undefined : service.alphaSenders[0]?.name;
  if (numbers.length === 0 && service.alphaSenders.length === 0) return { code: 21704 };
  const last = service.fields.sticky_sender && numbers.length > 1 ? lastFrom(service.sid, to) : undefined;
  const fits = (number: OwnNumber) =>
    number.country === country || (isNorthAmerican(country) && number.kind === "toll-free");
  const sticky = numbers.find(({ phoneNumber }) => phoneNumber === last)?.phoneNumber;
  const shortCode = numbers.find((number) => number.kind === "short code" && number.country === country)?.phoneNumber;
  const from =
    sticky ??
    shortCode ??
    alpha ??
    numbers.find(fits)?.phoneNumber ??
    numbers.find(({ kind }) => kind !== "short code")?.phoneNumber;
  return from === undefined ? { code: 21703 } : { from, service };
}

/** Why the carriers do not deliver an accepted text; null if they do. */
export function carrierObjection(
  registry: Registry,
  { accountSid, from, to }: { accountSid: string; from: string; to: string },
): { status: "failed" | "undelivered"; code: number } | null {
  if (findAccount(registry, accountSid)?.status !== "active") return { status: "failed", code: 30002 };
  const number = numberAt(registry, from);
  if (number && isNorthAmerican(countryOf(to))) {
    if (number.kind === "toll-free" && !isApproved(registry, from)) return { status: "failed", code: 30032 };
    if (number.kind === "local" && isNorthAmerican(number.country) && !number.registered)
      return { status: "failed", code: 30034 };
  }
  return registry.state.lines[to] === "landline" ? { status: "undelivered", code: 30006 } : null;
}

/** The keys of a sender's opt-outs: they hold for its messaging service, and on toll-free numbers for the number, too. */
export function optOutKeys(registry: Registry, accountSid: string, from: string): string[] {
  const number = numberAt(registry, from);
  const service = number
    ? serviceOfNumber(registry, number.sid)
    : isNumber(from)
      ? undefined
      : serviceOfAlphaSender(registry, accountSid, from);
  if (!service) return [from];
  return number?.kind === "toll-free" ? [service.sid, from] : [service.sid];
}
