import { Temporal, type Instant } from "../time/time.ts";
import type { ObservedOrder } from "../intake/define.ts";

/** An order as an event tells it. */
export interface OrderUpdate {
  shopId: string;
  orderId: string;
  customerId: string | null;
  /** Decimal text. */
  total: string;
  currency: string;
  placedAt: Instant;
  cancelledAt: Instant | null;
  /** Of two tellings the later one holds, in whatever order they arrive. */
  toldAt: Instant;
}

/** @param heardAt when the event was raised: stands in for what the order does not say of itself */
export function orderUpdateOf(
  { orderId, total, currency, placedAt, cancelledAt, updatedAt }: ObservedOrder,
  of: { shopId: string; customerId: string | null },
  heardAt: Instant,
): OrderUpdate {
  const instant = (told: string | null) => (told === null ? null : Temporal.Instant.from(told));
  return {
    ...of,
    orderId,
    total,
    currency,
    placedAt: instant(placedAt) ?? heardAt,
    cancelledAt: instant(cancelledAt),
    toldAt: instant(updatedAt) ?? heardAt,
  };
}

/** What a batch tells, once for each order: a statement changes a row once. What is cancelled stays so. */
export function mergeOrderUpdates(told: readonly OrderUpdate[]): OrderUpdate[] {
  const orders = new Map<string, OrderUpdate>();
  for (const next of told) {
    const key = `${next.shopId} ${next.orderId}`;
    const known = orders.get(key);
    orders.set(key, known ? both(known, next) : next);
  }
  return [...orders.values()];
}

function both(known: OrderUpdate, next: OrderUpdate): OrderUpdate {
  const [earlier, later] = Temporal.Instant.compare(next.toldAt, known.toldAt) < 0 ? [next, known] : [known, next];
  return {
    ...later,
    customerId: later.customerId ?? earlier.customerId,
    cancelledAt: later.cancelledAt ?? earlier.cancelledAt,
  };
}
