import { namesCartReminders } from "../consent/disclosure.ts";
import type { AddressState } from "../customers/addresses.ts";
import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";

/** A recorded consent change of one address. */
export interface PastConsent {
  /** Keyed hash of the address. */
  addressHash: string;
  at: Instant;
  state: ConsentState;
  previous: ConsentState;
  optInLevel: string | null;
  words: string | null;
  /** As the proof names it. */
  source: string;
  /** The customer was known when the address stated it. */
  ofCustomer: boolean;
  occurredAt: Instant;
}

export type ConsentAt = Pick<AddressState, "consent" | "consentAt" | "level" | "namesCartReminders">;

/** Sources of a START and of the staff's word that reverts an opt-out. */
const RESTORING_SOURCES: ReadonlySet<string> = new Set(["keyword", "provider", "staff"]);

/**
 * The consent of an address at an instant, from its recorded changes.
 * @param changes of one address, oldest first; at least one
 */
export function consentAt(changes: readonly PastConsent[], now: Instant): ConsentAt {
  let consent: ConsentAt = {
    consent: changes[0]?.previous ?? "not_subscribed",
    consentAt: null,
    level: null,
    namesCartReminders: false,
  };
  for (const { at, state, previous, optInLevel, words, source, occurredAt } of changes) {
    if (Temporal.Instant.compare(at, now) > 0) break;
    const consentTime = occurredAt.toString();
    const isRestored = previous === "unsubscribed" && RESTORING_SOURCES.has(source);
    const isOptIn = (state === "subscribed" || state === "pending") && !isRestored;
    // Who confirms with a YES confirms the wording of the sign-up too.
    const confirmsSignUp = previous === "pending" && state === "subscribed" && consent.namesCartReminders;
    consent = isOptIn
      ? {
          consent: state,
          consentAt: consentTime,
          level: optInLevel,
          namesCartReminders: confirmsSignUp || namesCartReminders(words),
        }
      : { ...consent, consent: state, consentAt: consentTime };
  }
  return consent;
}
