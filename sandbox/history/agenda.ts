import { Heap } from "#core/heap.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { StoreEvent } from "../store/events.ts";

/** What a person does at a moment; returns the webhooks that the store sends for it. */
export type Deed = () => readonly StoreEvent[] | void | Promise<readonly StoreEvent[] | void>;

interface Entry {
  at: Instant;
  order: number;
  deed: Deed;
}

/** The deeds to come, by time. Deeds of one moment keep the order in which they were added. */
export interface Agenda {
  /** A moment that has passed means now. */
  add: (at: Instant, deed: Deed) => void;
  next: () => Instant | null;
  /** Removes and returns the deeds up to a moment. */
  take: (until: Instant) => Deed[];
}

export function createAgenda(): Agenda {
  let added = 0;
  const entries = new Heap<Entry>((a, b) => (Temporal.Instant.compare(a.at, b.at) || a.order - b.order) < 0);
  return {
    add: (at, deed) => entries.push({ at, order: added++, deed }),
    next: () => entries.first()?.at ?? null,
    take: (until) => {
      const due: Deed[] = [];
      for (
        let first = entries.first();
        first && Temporal.Instant.compare(first.at, until) <= 0;
        first = entries.first()
      ) {
        entries.pop();
        due.push(first.deed);
      }
      return due;
    },
  };
}
