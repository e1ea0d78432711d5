import type { AddressState } from "../customers/addresses.ts";
import type { ObservedConsent } from "../intake/define.ts";
import type { Channel, ConsentState } from "../statuses.ts";
import { Temporal } from "../time/time.ts";
import { namesCartReminders } from "./disclosure.ts";
import { LIST_IMPORT, STORE_IMPORT } from "./own-sources.ts";

/** The consent of one address of one shop. Times are ISO instants. */
export interface Subscriber {
  id: string;
  shopId: string;
  channel: Channel;
  /** E.164 number, or e-mail address in lower case; null after erasure. */
  address: string | null;
  addressHash: string | null;
  consent: ConsentState;
  consentAt: string | null;
  level: string | null;
  source: string | null;
  wordsVersion: string | null;
  namesCartReminders: boolean;
}

/** A subscriber with what else the guards ask of its address. */
export interface SubscriberState extends Subscriber, Omit<AddressState, "consent" | "consentAt" | "level"> {
  /** Since when a reply holds marketing; null while none does. */
  marketingHeldAt: string | null;
}

/** The consent that an event or a person states for an address. */
export type StatedConsent = Omit<ObservedConsent, "address">;

/**
 * The subscriber after a stated consent; null when the statement changes nothing. The newer statement wins. Shopify
 * cuts times to seconds, so statements of the same second count as simultaneous: an opt-out then beats an opt-in, and
 * both beat "not subscribed". A statement without a time never replaces one with a time. A pending double opt-in never
 * replaces a subscription, and a repeated opt-in never takes a confirmation back. An import turns no opt-out into a
 * consent, whatever its time: a STOP may have reached Shopbell alone. A list's opt-in holds against "not subscribed",
 * which no event stated.
 */
export function withConsent(known: Subscriber, stated: StatedConsent): Subscriber | null {
  const isImported = stated.source === STORE_IMPORT || stated.source === LIST_IMPORT;
  if (isImported && known.consent === "unsubscribed" && isOptIn(stated)) return null;
  if (stated.state === "pending" && known.consent === "subscribed") return null;
  if (!holdsAgainst(known, stated)) return null;
  const consentAt = stated.updatedAt ?? known.consentAt;
  const confirms = isConfirmed(stated.optInLevel) && !isConfirmed(known.level);
  if (known.consent === stated.state && !confirms)
    return consentAt === known.consentAt ? null : { ...known, consentAt };
  const { state, source } = stated;
  // Who confirms with a YES confirms the wording of the sign-up too.
  const confirmsSignUp = known.consent === "pending" && state === "subscribed" && known.namesCartReminders;
  const names = confirmsSignUp || namesCartReminders(stated.words ?? null);
  const told = { ...known, consent: state, consentAt, source, wordsVersion: stated.wordsVersion ?? null };
  // An opt-out keeps what the opt-in before it agreed to, because a START restores that opt-in.
  return state === "unsubscribed" || state === "not_subscribed"
    ? told
    : { ...told, level: stated.optInLevel, namesCartReminders: names };
}

/** Whether the subscriber after a statement needs a proof of its own: another state, or a confirmation. */
export const needsProof = (before: Subscriber, after: Subscriber): boolean =>
  before.consent !== after.consent || (before.level !== after.level && isConfirmed(after.level));

const isOptIn = ({ state }: StatedConsent): boolean => state === "subscribed" || state === "pending";

/** Whether a statement is at least as new as the known one, and the heavier one of the same second. */
function holdsAgainst(known: Subscriber, stated: StatedConsent): boolean {
  if (stated.source === LIST_IMPORT && known.consent === "not_subscribed" && isOptIn(stated)) return true;
  if (known.consentAt === null) return known.consent === "not_subscribed" || stated.updatedAt !== null;
  if (stated.updatedAt === null) return false;
  const [then, now] = [secondOf(known.consentAt), secondOf(stated.updatedAt)];
  return now === then ? weights[stated.state] >= weights[known.consent] : now > then;
}

/** Of two statements of the same second, the heavier one holds. */
const weights: Record<ConsentState, number> = { not_subscribed: 0, pending: 1, subscribed: 2, unsubscribed: 3 };

const secondOf = (instant: string): number => Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1_000);

/** Shopify's word for a double opt-in that the customer confirmed. */
export const CONFIRMED_OPT_IN = "confirmed_opt_in";
export const isConfirmed = (level: string | null): boolean => level?.toLowerCase() === CONFIRMED_OPT_IN;

const levels = ["single_opt_in", "confirmed_opt_in"] as const;

/** The opt-in level as Shopify takes it. */
export const optInLevelOf = (level: string | null): (typeof levels)[number] | "unknown" =>
  levels.find((known) => known === level) ?? "unknown";
