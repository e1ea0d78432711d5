import type { NormalizedEvent } from "../intake/define.ts";

/** Shopify's word for someone who has confirmed already. */
const CONFIRMED = "confirmed_opt_in";

/** In a shop that asks twice, a yes that was not confirmed is a question first. */
export function withDoubleOptIn(normalizedEvent: NormalizedEvent, asksTwice: boolean): NormalizedEvent {
  const { consent } = normalizedEvent;
  if (!asksTwice || consent?.state !== "subscribed" || consent.optInLevel === CONFIRMED) return normalizedEvent;
  return {
    ...normalizedEvent,
    consent: { ...consent, state: "pending" },
    facts: { ...normalizedEvent.facts, consent: { ...normalizedEvent.facts.consent, state: "pending" } },
  };
}
