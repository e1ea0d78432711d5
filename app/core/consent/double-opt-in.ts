import type { NormalizedEvent } from "../intake/define.ts";
import { isConfirmed } from "./subscriber.ts";

/** In a shop with double opt-in, an unconfirmed subscription becomes pending. */
export function withDoubleOptIn(normalizedEvent: NormalizedEvent, usesDoubleOptIn: boolean): NormalizedEvent {
  const { consent } = normalizedEvent;
  if (!usesDoubleOptIn || consent?.state !== "subscribed" || isConfirmed(consent.optInLevel)) return normalizedEvent;
  return {
    ...normalizedEvent,
    consent: { ...consent, state: "pending" },
    facts: { ...normalizedEvent.facts, consent: { ...normalizedEvent.facts.consent, state: "pending" } },
  };
}
