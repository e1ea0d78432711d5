import { Temporal, type Instant } from "../time/time.ts";
import type { ObservedOrder } from "../intake/define.ts";

/** An order's amounts and times from one event. */
export interface OrderUpdate {
  shopId: string;
  orderId: string;
  customerId: string | null;
  /** Decimal text. */
  total: string;
  currency: string;
  placedAt: Instant;
  cancelledAt: Instant | null;
  /** The event's time: the later update wins, in any delivery order. */
  toldAt: Instant;
}

/** @param triggeredAt the event's `triggeredAt`, used when the order lacks a time */
export function orderUpdateOf(
  { orderId, total, currency, placedAt, cancelledAt, updatedAt }: ObservedOrder,
  of: { shopId: string; customerId: string | null },
  triggeredAt: Instant,
): OrderUpdate {
  const instant = (time: string | null) => (time === null ? null : Temporal.Instant.from(time));
  return {
    ...of,
    orderId,
    total,
    currency,
    placedAt: instant(placedAt) ?? triggeredAt,
    cancelledAt: instant(cancelledAt),
    toldAt: instant(updatedAt) ?? triggeredAt,
  };
}

/**
 * Merges a batch to one update per order, because one SQL statement may change a row only once. A cancellation is never
 * undone.
 */
export function mergeOrderUpdates(updates: readonly OrderUpdate[]): OrderUpdate[] {
  const orders = new Map<string, OrderUpdate>();
  for (const next of updates) {
    const key = `${next.shopId} ${next.orderId}`;
    const known = orders.get(key);
    orders.set(key, known ? mergeTwo(known, next) : next);
  }
  return [...orders.values()];
}

function mergeTwo(known: OrderUpdate, next: OrderUpdate): OrderUpdate {
  const [earlier, later] = Temporal.Instant.compare(next.toldAt, known.toldAt) < 0 ? [next, known] : [known, next];
  return {
    ...later,
    customerId: later.customerId ?? earlier.customerId,
    cancelledAt: later.cancelledAt ?? earlier.cancelledAt,
  };
}
