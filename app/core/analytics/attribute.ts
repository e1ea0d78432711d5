import { type Instant, Temporal } from "../time/time.ts";

/** An automation's text that was delivered. */
export interface DeliveredText {
  messageId: string;
  automationId: string;
  /** The kind of its automation's version, such as "marketing". */
  kind: string;
  /** The subject of its sequence, such as "order:1". */
  subject: string;
  sentAt: Instant;
  /** The last click on one of its links. */
  clickedAt: Instant | null;
  /** Whether the order was placed with the discount code that was made for this text. */
  isRedeemed: boolean;
}

export interface PlacedOrder {
  orderId: string;
  placedAt: Instant;
}

/** The start of an order's attribution window. */
export const attributionWindowStart = ({ placedAt }: Pick<PlacedOrder, "placedAt">, days: number): Instant =>
  placedAt.subtract({ hours: 24 * days });

/**
 * Attributes an order to the marketing text whose own discount code it was placed with, whenever the text went out; else
 * to the one that the customer received or clicked last before placing it, within the window. A text about an order informs a buyer and brings no revenue. A text about the order itself never counts, even
 * when clock differences place it before the order.
 */
export function attributeOrders(
  order: PlacedOrder,
  texts: readonly DeliveredText[],
  days: number,
): DeliveredText | null {
  const since = attributionWindowStart(order, days);
  const counts = (at: Instant | null): at is Instant =>
    at !== null && Temporal.Instant.compare(at, since) >= 0 && Temporal.Instant.compare(at, order.placedAt) < 0;
  const isBefore = (at: Instant | null): at is Instant =>
    at !== null && Temporal.Instant.compare(at, order.placedAt) < 0;
  let last: { text: DeliveredText; at: Instant } | null = null;
  const redeemed = texts.filter(({ isRedeemed }) => isRedeemed);
  for (const text of redeemed.length > 0 ? redeemed : texts) {
    if (text.kind !== "marketing" || text.subject === `order:${order.orderId}`) continue;
    for (const at of [text.sentAt, text.clickedAt].filter(text.isRedeemed ? isBefore : counts))
      if (!last || isLater({ text, at }, last)) last = { text, at };
  }
  return last?.text ?? null;
}

/** Breaks ties by message id, so that the result is stable. */
function isLater(one: { text: DeliveredText; at: Instant }, other: { text: DeliveredText; at: Instant }): boolean {
  const order = Temporal.Instant.compare(one.at, other.at);
  return order > 0 || (order === 0 && one.text.messageId > other.text.messageId);
}
