import type { NormalizedEvent } from "./define.ts";

/** A customer that an event removed, and the exit reason of the customer's sequences. */
interface RemovedCustomer {
  /** Shopify's id; null for the event's own customer. */
  shopifyId: string | null;
  because: "customer_deleted" | "customer_merged";
}

/** The customers that an event deleted or merged into another. The customer kept by a merge has its own events. */
export const removedCustomersOf = ({
  deleted,
  merged,
}: Pick<NormalizedEvent, "deleted" | "merged">): RemovedCustomer[] => [
  ...(deleted ? [{ shopifyId: null, because: "customer_deleted" as const }] : []),
  ...(merged ? [{ shopifyId: merged.from, because: "customer_merged" as const }] : []),
];
