import type { Occurrence } from "../intake/define.ts";

/** Shopify's word for someone who has confirmed already. */
const CONFIRMED = "confirmed_opt_in";

/** In a shop that asks twice, a yes that was not confirmed is a question first. */
export function underDoubleOptIn(occurrence: Occurrence, asksTwice: boolean): Occurrence {
  const { consent } = occurrence;
  if (!asksTwice || consent?.state !== "subscribed" || consent.optInLevel === CONFIRMED) return occurrence;
  return {
    ...occurrence,
    consent: { ...consent, state: "pending" },
    facts: { ...occurrence.facts, consent: { ...occurrence.facts.consent, state: "pending" } },
  };
}
