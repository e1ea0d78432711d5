import type { Facts, Occurrence } from "./define.ts";
import type { Understanding } from "./normalize.ts";

/** What was told before of the thing that an event belongs to. */
export interface Earlier {
  customerId: string;
  facts: Facts;
}

/** Whether an event needs what was told before: one that names no customer, but something that had one. */
export const needsEarlier = ({ customer, customerId, relatedSubject }: Occurrence): boolean =>
  customer === null && customerId === null && relatedSubject !== null;

/** What an event about that thing has told. */
export const earlierOf = (customerId: string, understanding: Understanding): Earlier => ({
  customerId,
  facts: "occurrence" in understanding ? understanding.occurrence.facts : {},
});

/** Completes an event by what was told before: its customer, and whatever of the facts it leaves open. */
export function withEarlier(occurrence: Occurrence, earlier: Earlier | undefined): Occurrence {
  if (!earlier) return occurrence;
  const topics = [...new Set([...Object.keys(earlier.facts), ...Object.keys(occurrence.facts)])];
  const facts = Object.fromEntries(
    topics.map((topic) => [topic, { ...earlier.facts[topic], ...told(occurrence.facts[topic]) }]),
  );
  return { ...occurrence, customerId: earlier.customerId, facts };
}

const told = (facts: Record<string, unknown> | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, value]) => value !== null));
