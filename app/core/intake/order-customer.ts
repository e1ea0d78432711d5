import type { Facts, NormalizedEvent } from "./define.ts";
import type { NormalizeResult } from "./normalize.ts";

/** The customer and facts of the object that an event belongs to, from earlier events. */
export interface KnownOrder {
  customerId: string;
  facts: Facts;
}

/** Whether an event lacks a customer but names a parent object that may have one. */
export const lacksCustomer = ({ customer, customerId, relatedSubject }: NormalizedEvent): boolean =>
  customer === null && customerId === null && relatedSubject !== null;

export const knownOrderOf = (customerId: string, normalizeResult: NormalizeResult): KnownOrder => ({
  customerId,
  facts: "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent.facts : {},
});

/** Completes an event with the customer and the missing facts of its parent object. */
export function withKnownOrder(normalizedEvent: NormalizedEvent, earlier: KnownOrder | undefined): NormalizedEvent {
  if (!earlier) return normalizedEvent;
  const topics = [...new Set([...Object.keys(earlier.facts), ...Object.keys(normalizedEvent.facts)])];
  const facts = Object.fromEntries(
    topics.map((topic) => [topic, { ...earlier.facts[topic], ...nonNull(normalizedEvent.facts[topic]) }]),
  );
  return { ...normalizedEvent, customerId: earlier.customerId, facts };
}

const nonNull = (facts: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== null));
