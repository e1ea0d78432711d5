import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { NormalizedEvent } from "./define.ts";
import { isOwnTopic } from "./topics/own-events.ts";

/** A word of a customer's on consent, and when it was given. */
interface ConsentWord {
  state: ConsentState;
  /** The store keeps seconds only. */
  at: Instant;
}

/**
 * What the store says of a customer's consent, and may only repeat; null where it says nothing of it, or not since
 * when.
 */
export function storeConsentUpdate({
  topic,
  normalizedEvent: { consent, customer },
}: {
  topic: string;
  normalizedEvent: NormalizedEvent;
}): (ConsentWord & { shopifyId: string }) | null {
  if (isOwnTopic(topic) || !consent?.updatedAt || !customer?.shopifyId) return null;
  return { shopifyId: customer.shopifyId, state: consent.state, at: Temporal.Instant.from(consent.updatedAt) };
}

/**
 * Whether the store repeats what it was told from here.
 * @param given what the customer has said here, and not in the store
 */
export const isOwnConsentUpdate = (word: ConsentWord, given: readonly ConsentWord[]): boolean =>
  given.some(({ state, at }) => state === word.state && secondOf(at) === secondOf(word.at));

/**
 * What is told again is no news to automations, which have heard it already; what it says of the customer is taken in
 * all the same.
 */
export function withoutConsentFacts(normalizedEvent: NormalizedEvent): NormalizedEvent {
  const { consent: _known, ...facts } = normalizedEvent.facts;
  return { ...normalizedEvent, facts };
}

const secondOf = (at: Instant): number => Math.floor(at.epochMilliseconds / 1_000);
