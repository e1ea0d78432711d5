import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { NormalizedEvent } from "./define.ts";
import { isOwnTopic } from "./topics/own-events.ts";

/** A consent state and when the customer gave it. */
interface ConsentUpdate {
  state: ConsentState;
  /** Shopify rounds this to seconds. */
  at: Instant;
}

/** The consent update in a store event; null when the event has none or no `consent_updated_at`. */
export function storeConsentUpdate({
  topic,
  normalizedEvent: { consent, customer, facts },
}: {
  topic: string;
  normalizedEvent: NormalizedEvent;
}): (ConsentUpdate & { shopifyId: string; phone: string | null }) | null {
  // An order may carry an opt-in, and tells no automation of it.
  if (isOwnTopic(topic) || !facts.consent || !consent?.updatedAt || !customer?.shopifyId) return null;
  return {
    shopifyId: customer.shopifyId,
    phone: consent.address ?? customer.phone,
    state: consent.state,
    at: Temporal.Instant.from(consent.updatedAt),
  };
}

/**
 * Whether a consent webhook only repeats an update that this app wrote to Shopify.
 * @param given consent that the customer gave through this app
 */
export const isOwnConsentUpdate = (update: ConsentUpdate, given: readonly ConsentUpdate[]): boolean =>
  given.some(({ state, at }) => state === update.state && secondOf(at) === secondOf(update.at));

/**
 * Removes consent facts that this app caused, so that consent automations do not start twice. The customer record still
 * takes the update.
 */
export function withoutConsentFacts(normalizedEvent: NormalizedEvent): NormalizedEvent {
  const { consent: _known, ...facts } = normalizedEvent.facts;
  return { ...normalizedEvent, facts };
}

const secondOf = (at: Instant): number => Math.floor(at.epochMilliseconds / 1_000);
