import type { NormalizedEvent } from "../intake/define.ts";

/** Shopify's opt-in level of a confirmed double opt-in. */
const CONFIRMED_OPT_IN = "confirmed_opt_in";

/** In a shop with double opt-in, an unconfirmed subscription becomes pending. */
export function withDoubleOptIn(normalizedEvent: NormalizedEvent, usesDoubleOptIn: boolean): NormalizedEvent {
  const { consent } = normalizedEvent;
  if (!usesDoubleOptIn || consent?.state !== "subscribed" || consent.optInLevel === CONFIRMED_OPT_IN)
    return normalizedEvent;
  return {
    ...normalizedEvent,
    consent: { ...consent, state: "pending" },
    facts: { ...normalizedEvent.facts, consent: { ...normalizedEvent.facts.consent, state: "pending" } },
  };
}
