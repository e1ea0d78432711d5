import type { ConsentState } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { Occurrence } from "./define.ts";
import { isOwn } from "./topics/own-events.ts";

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
export function wordOfStore({
  topic,
  occurrence: { consent, customer },
}: {
  topic: string;
  occurrence: Occurrence;
}): (ConsentWord & { shopifyId: string }) | null {
  if (isOwn(topic) || !consent?.updatedAt || !customer?.shopifyId) return null;
  return { shopifyId: customer.shopifyId, state: consent.state, at: Temporal.Instant.from(consent.updatedAt) };
}

/**
 * Whether the store repeats what it was told from here.
 * @param given what the customer has said here, and not in the store
 */
export const isEcho = (word: ConsentWord, given: readonly ConsentWord[]): boolean =>
  given.some(({ state, at }) => state === word.state && secondOf(at) === secondOf(word.at));

/**
 * What is told again is no news to automations, which have heard it already; what it says of the customer is taken in
 * all the same.
 */
export function withoutNews(occurrence: Occurrence): Occurrence {
  const { consent: _known, ...facts } = occurrence.facts;
  return { ...occurrence, facts };
}

const secondOf = (at: Instant): number => Math.floor(at.epochMilliseconds / 1_000);
