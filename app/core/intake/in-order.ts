import { Temporal, type Instant } from "../time/time.ts";

/**
 * The events of a batch in the order in which they happened; what happened at once, in the order in which it came in.
 */
export const inTriggeredOrder = <T extends { id: string; triggeredAt: Instant }>(events: readonly T[]): T[] =>
  events.toSorted((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt) || (a.id < b.id ? -1 : 1));
