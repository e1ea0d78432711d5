import { namesCartReminders } from "../consent/disclosure.ts";
import type { AddressState } from "../customers/addresses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { PastConsent } from "./simulated-customers.ts";

export type ConsentAt = Pick<AddressState, "consent" | "consentAt" | "level" | "namesCartReminders">;

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
  for (const { at, state, previous, optInLevel, words, occurredAt } of changes) {
    if (Temporal.Instant.compare(at, now) > 0) break;
    // A START restores the opt-in from before the STOP.
    const isRestored = state === "subscribed" && previous === "unsubscribed" && consent.namesCartReminders;
    const isOptIn = state === "subscribed" || state === "pending";
    consent = {
      consent: state,
      consentAt: occurredAt.toString(),
      level: isOptIn ? (optInLevel ?? consent.level) : consent.level,
      namesCartReminders: isOptIn ? isRestored || namesCartReminders(words) : consent.namesCartReminders,
    };
  }
  return consent;
}
