import type { Facts, NormalizedEvent } from "./define.ts";
import type { NormalizeResult } from "./normalize.ts";

/** What was told before of the thing that an event belongs to. */
export interface KnownOrder {
  customerId: string;
  facts: Facts;
}

/** Whether an event needs what was told before: one that names no customer, but something that had one. */
export const lacksCustomer = ({ customer, customerId, relatedSubject }: NormalizedEvent): boolean =>
  customer === null && customerId === null && relatedSubject !== null;

/** What an event about that thing has told. */
export const knownOrderOf = (customerId: string, normalizeResult: NormalizeResult): KnownOrder => ({
  customerId,
  facts: "normalizedEvent" in normalizeResult ? normalizeResult.normalizedEvent.facts : {},
});

/** Completes an event by what was told before: its customer, and whatever of the facts it leaves open. */
export function withKnownOrder(normalizedEvent: NormalizedEvent, earlier: KnownOrder | undefined): NormalizedEvent {
  if (!earlier) return normalizedEvent;
  const topics = [...new Set([...Object.keys(earlier.facts), ...Object.keys(normalizedEvent.facts)])];
  const facts = Object.fromEntries(
    topics.map((topic) => [topic, { ...earlier.facts[topic], ...told(normalizedEvent.facts[topic]) }]),
  );
  return { ...normalizedEvent, customerId: earlier.customerId, facts };
}

const told = (facts: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== null));
