import { Temporal, type Instant } from "../time/time.ts";
import type { SeenOrder } from "../intake/define.ts";

/** An order as an event tells it. */
export interface ToldOrder {
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
export function tellOrder(
  { orderId, total, currency, placedAt, cancelledAt, updatedAt }: SeenOrder,
  of: { shopId: string; customerId: string | null },
  heardAt: Instant,
): ToldOrder {
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
export function together(told: readonly ToldOrder[]): ToldOrder[] {
  const orders = new Map<string, ToldOrder>();
  for (const next of told) {
    const key = `${next.shopId} ${next.orderId}`;
    const known = orders.get(key);
    orders.set(key, known ? both(known, next) : next);
  }
  return [...orders.values()];
}

function both(known: ToldOrder, next: ToldOrder): ToldOrder {
  const [earlier, later] = Temporal.Instant.compare(next.toldAt, known.toldAt) < 0 ? [next, known] : [known, next];
  return {
    ...later,
    customerId: later.customerId ?? earlier.customerId,
    cancelledAt: later.cancelledAt ?? earlier.cancelledAt,
  };
}
