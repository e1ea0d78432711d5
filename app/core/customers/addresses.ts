import type { Channel, ConsentState } from "../statuses.ts";
import { isUnreachable } from "../sending/reachability.ts";
import type { Instant } from "../time/time.ts";

/**
 * Where an event names an address: the customer's account, the order's or checkout's contact, the billing address, the
 * buyer's own shipping address, or the shipping address of a recipient who is not the buyer. `unknown`: stored before
 * origins were kept.
 */
export const addressOrigins = ["customer", "order", "billing", "shipping", "unknown", "delivery"] as const;
export type AddressOrigin = (typeof addressOrigins)[number];

/** A number that an event names. */
export interface ObservedNumber {
  /** E.164. */
  phone: string;
  origin: AddressOrigin;
}

/** An address that an event names. */
export interface ObservedAddress {
  channel: Channel;
  /** E.164 number, or e-mail address in lower case. */
  address: string;
  origin: AddressOrigin;
}

/** An address on file for a customer. Times are ISO instants. */
export interface CustomerAddress extends ObservedAddress {
  seenAt: string;
  /** When the customer replaced it; null while it is current. */
  formerSince: string | null;
}

/** Consent and reachability of an address, as far as it is loaded with the customer. */
export interface AddressState {
  consent: ConsentState;
  /** ISO instant; null when unknown. */
  consentAt: string | null;
  /** Shopify's opt-in level. */
  level: string | null;
  /** The wording that was agreed to names cart reminders. */
  namesCartReminders: boolean;
  /** The number said STOP to the sender, or staff stopped its messages. */
  suppressed: boolean;
  /** A reply may be an opt-out, and staff have not reviewed it. */
  marketingHeld: boolean;
  /** The provider code that showed that the number cannot be reached; null when it can, as far as known. */
  unreachable: { code: string; since: string; until: string } | null;
  /** When it came, and how many new numbers like it came within the hour before; absent when none did. */
  arrival?: { at: string; inBlock: number; inRegion: number } | null;
}

/** A number of a customer with its own consent. */
export interface KnownNumber extends CustomerAddress, AddressState {}

/** The numbers among a customer's addresses, each with its state. */
export const numbersOf = (
  addresses: readonly CustomerAddress[],
  stateOf: (address: CustomerAddress) => AddressState | undefined,
): KnownNumber[] =>
  addresses
    .filter(({ channel }) => channel === "sms")
    .map((address) => ({ ...address, ...(stateOf(address) ?? noState) }));

export const noState: AddressState = {
  consent: "not_subscribed",
  consentAt: null,
  level: null,
  namesCartReminders: false,
  suppressed: false,
  marketingHeld: false,
  unreachable: null,
};

/** The origin's place in `addressOrigins`: the lower, the surer that the number is the buyer's. */
export const rankOf = ({ origin }: Pick<ObservedAddress, "origin">): number => addressOrigins.indexOf(origin);

export const isOwn = ({ origin }: Pick<ObservedAddress, "origin">): boolean => origin !== "delivery";
const isCurrentOwn = (address: Pick<CustomerAddress, "origin" | "formerSince">): boolean =>
  isOwn(address) && address.formerSince === null;

const isAfter = (a: string, b: string): boolean => compareInstants(a, b) > 0;

/**
 * The customer's own record before orders, orders before billing; then the latest. Of two seen at the same instant the
 * lower one comes first, so that the order never depends on which event arrived first.
 */
export const byOrigin = (
  a: Pick<CustomerAddress, "origin" | "seenAt" | "address">,
  b: Pick<CustomerAddress, "origin" | "seenAt" | "address">,
): number => rankOf(a) - rankOf(b) || -compareInstants(a.seenAt, b.seenAt) || compareText(a.address, b.address);

const compareInstants = (a: string, b: string): number => Date.parse(a) - Date.parse(b);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The address that messages go to by default: the best current one of the customer's own; null without one. */
export const defaultAddressOf = (addresses: readonly CustomerAddress[], channel: Channel): string | null =>
  addresses.filter((address) => address.channel === channel && isCurrentOwn(address)).sort(byOrigin)[0]?.address ??
  null;

/**
 * Adds the addresses that an event names to those on file. A newer account number replaces the earlier account number,
 * which stays on file as a former one. Events arrive in any order and give the same result.
 * @param seenAt ISO instant of the event's data
 */
export function mergeAddresses(
  stored: readonly CustomerAddress[],
  observed: readonly ObservedAddress[],
  seenAt: string,
): CustomerAddress[] {
  const merged = new Map(stored.map((address) => [keyOf(address), address]));
  for (const each of observed) {
    const known = merged.get(keyOf(each));
    merged.set(keyOf(each), known ? seenAgain(known, each, seenAt) : { ...each, seenAt, formerSince: null });
  }
  return replaceAccountAddresses([...merged.values()]);
}

const keyOf = ({ channel, address }: Pick<ObservedAddress, "channel" | "address">): string => `${channel} ${address}`;

/** The best origin, and the latest time of that origin: a later parcel makes no earlier account number newer. */
function seenAgain(known: CustomerAddress, { origin }: ObservedAddress, seenAt: string): CustomerAddress {
  if (rankOf({ origin }) > rankOf(known)) return known;
  if (origin !== known.origin) return { ...known, origin, seenAt };
  return isAfter(seenAt, known.seenAt) ? { ...known, seenAt } : known;
}

/**
 * An account has one number and one e-mail address: the latest. An address is former since the earliest account address
 * after it. One that was former before, such as that of a merged customer, is current once it is seen later.
 */
function replaceAccountAddresses(addresses: readonly CustomerAddress[]): CustomerAddress[] {
  return addresses.map((address) => {
    const next = addresses
      .filter((other) => replaces(other, address))
      .sort(byOrigin)
      .at(-1);
    const { seenAt, formerSince } = address;
    const stillFormer = formerSince && isAfter(formerSince, seenAt) ? formerSince : null;
    return { ...address, formerSince: next?.seenAt ?? stillFormer };
  });
}

/** Whether an account address is a later one than another account address: the first of two in their order. */
const replaces = (later: CustomerAddress, earlier: CustomerAddress): boolean =>
  later.origin === "customer" &&
  earlier.origin === "customer" &&
  later.channel === earlier.channel &&
  byOrigin(later, earlier) < 0;

/** Why a number was taken, for previews and explanations. */
export type NumberChoice = AddressOrigin | "subscribed" | "pending" | "reachable";

export interface ChosenNumber {
  number: KnownNumber;
  why: NumberChoice;
}

/**
 * Chooses the number that a text goes to, of the customer's current own numbers. A marketing text prefers the number
 * that agreed, and the question of a double opt-in the one that asked for texts. Otherwise the customer's account
 * comes first, then the order's contact, the billing address and the
 * buyer's own shipping address; a number that cannot be reached comes last.
 * @returns null without an own number
 */
export function chooseNumber(
  numbers: readonly KnownNumber[],
  { prefers, now }: { prefers: "subscribed" | "pending" | null; now: Instant },
): ChosenNumber | null {
  const own = numbers.filter(isCurrentOwn).sort(byOrigin);
  const [first] = own;
  if (!first) return null;
  const order = (number: KnownNumber) =>
    consentRank(number, prefers) * 2 + (isUnreachable(number, now) || number.suppressed ? 1 : 0);
  const candidates = prefers ? own.filter((number) => number === first || !isStoppedSince(first, number)) : own;
  const number = candidates.reduce((best, each) => (order(each) < order(best) ? each : best), first);
  if (number === first) return { number, why: number.origin };
  const agreedMore = consentRank(number, prefers) < consentRank(first, prefers);
  return { number, why: !agreedMore ? "reachable" : number.consent === "pending" ? "pending" : "subscribed" };
}

/** Whether the customer withdrew the consent of their first number after they agreed on another: the stop stands. */
const isStoppedSince = (first: KnownNumber, other: KnownNumber): boolean =>
  (first.suppressed || first.consent === "unsubscribed") &&
  !(first.consentAt && other.consentAt && isAfter(other.consentAt, first.consentAt));

/** 0 for the consent that a text prefers, 1 for one on the way to it or past it, 2 for none; always 0 without one. */
function consentRank({ consent }: KnownNumber, prefers: "subscribed" | "pending" | null): number {
  if (prefers === null || consent === prefers) return 0;
  return consent === "subscribed" || consent === "pending" ? 1 : 2;
}
