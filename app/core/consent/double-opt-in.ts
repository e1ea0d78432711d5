import type { NormalizedEvent } from "../intake/define.ts";
import { isConfirmed } from "./subscriber.ts";

/**
 * In a shop with double opt-in, an unconfirmed subscription becomes pending. Only events about the consent itself tell
 * of it in their facts: an order may carry an opt-in too.
 */
export function withDoubleOptIn(normalizedEvent: NormalizedEvent, usesDoubleOptIn: boolean): NormalizedEvent {
  const { consent, facts } = normalizedEvent;
  if (!usesDoubleOptIn || consent?.state !== "subscribed" || isConfirmed(consent.optInLevel)) return normalizedEvent;
  return {
    ...normalizedEvent,
    consent: { ...consent, state: "pending" },
    facts: facts.consent ? { ...facts, consent: { ...facts.consent, state: "pending" } } : facts,
  };
}
