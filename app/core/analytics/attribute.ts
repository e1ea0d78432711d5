import type { ObservedOrder } from "../intake/define.ts";
import { type Instant, Temporal } from "../time/time.ts";

/** An automation's text that was delivered. */
export interface DeliveredText {
  messageId: string;
  automationId: string;
  /** The subject of its sequence, such as "order:1". */
  subject: string;
  sentAt: Instant;
  /** The last click on one of its links. */
  clickedAt: Instant | null;
}

export interface PlacedOrder {
  orderId: string;
  placedAt: Instant;
}

/** The start of an order's attribution window. */
export const attributionWindowStart = ({ placedAt }: Pick<PlacedOrder, "placedAt">, days: number): Instant =>
  placedAt.subtract({ hours: 24 * days });

/**
 * Attributes an order to the text that the customer received or clicked last before placing it, within the window. A
 * text about the order itself never counts, because it is a confirmation, even when clock differences place it before
 * the order.
 */
export function attributeOrders(
  order: PlacedOrder,
  texts: readonly DeliveredText[],
  days: number,
): DeliveredText | null {
  const since = attributionWindowStart(order, days);
  const counts = (at: Instant | null): at is Instant =>
    at !== null && Temporal.Instant.compare(at, since) >= 0 && Temporal.Instant.compare(at, order.placedAt) < 0;
  let last: { text: DeliveredText; at: Instant } | null = null;
  for (const text of texts) {
    if (text.subject === `order:${order.orderId}`) continue;
    for (const at of [text.sentAt, text.clickedAt].filter(counts))
      if (!last || isLater({ text, at }, last)) last = { text, at };
  }
  return last?.text ?? null;
}

/** Breaks ties by message id, so that the result is stable. */
function isLater(one: { text: DeliveredText; at: Instant }, other: { text: DeliveredText; at: Instant }): boolean {
  const order = Temporal.Instant.compare(one.at, other.at);
  return order > 0 || (order === 0 && one.text.messageId > other.text.messageId);
}

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
  { orderId, total, currency, placedAt, cancelledAt, updatedAt }: ObservedOrder & { total: string; currency: string },
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
