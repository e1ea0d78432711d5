import type { NormalizedEvent } from "./define.ts";

/** Somebody who is gone by an event, and why whatever they are in ends. */
interface Departure {
  /** Shopify's id; null: the customer whom the event is of. */
  shopifyId: string | null;
  because: "customer_deleted" | "customer_merged";
}

/** Whom the store has deleted, or joined to another: the one that stays has events of its own. */
export const deletedCustomersOf = ({ deleted, merged }: Pick<NormalizedEvent, "deleted" | "merged">): Departure[] => [
  ...(deleted ? [{ shopifyId: null, because: "customer_deleted" as const }] : []),
  ...(merged ? [{ shopifyId: merged.from, because: "customer_merged" as const }] : []),
];
