import { Temporal, type Instant } from "../time/time.ts";

/** A text of an automation that reached a customer. */
export interface DeliveredText {
  messageId: string;
  automationId: string;
  /** What the customer's way through the automation was about, such as "order:1". */
  subject: string;
  sentAt: Instant;
  /** The last click on a link in it. */
  clickedAt: Instant | null;
}

export interface PlacedOrder {
  orderId: string;
  placedAt: Instant;
}

/** When a look back from an order ends. */
export const attributionWindowStart = ({ placedAt }: Pick<PlacedOrder, "placedAt">, days: number): Instant =>
  placedAt.subtract({ hours: 24 * days });

/**
 * Which text an order counts for: the one that the customer got, or clicked on, last before placing it, within so
 * many days. A text about the very order says thank you for it and has not brought it in, whatever the clocks of two
 * systems say.
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

/** Of two at one instant it is always the same one. */
function isLater(one: { text: DeliveredText; at: Instant }, other: { text: DeliveredText; at: Instant }): boolean {
  const order = Temporal.Instant.compare(one.at, other.at);
  return order > 0 || (order === 0 && one.text.messageId > other.text.messageId);
}
