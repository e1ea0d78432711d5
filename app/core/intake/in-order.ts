import { Temporal, type Instant } from "../time/time.ts";

/** Sorts a batch by `triggeredAt`, then by arrival (ids are UUIDv7). */
export const inTriggeredOrder = <T extends { id: string; triggeredAt: Instant }>(events: readonly T[]): T[] =>
  events.toSorted((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt) || (a.id < b.id ? -1 : 1));
