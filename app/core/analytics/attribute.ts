import { type Instant, Temporal } from "../time/time.ts";

/** An automation's or a campaign's text that went out. */
export interface DeliveredText {
  messageId: string;
  automationId: string;
  /** The kind of its automation's version, such as "marketing". */
  kind: string;
  /** The subject of its sequence, such as "order:1". */
  subject: string;
  sentAt: Instant;
  /** The last click of a person on one of its links before the order. */
  clickedAt: Instant | null;
  /** Whether the order was placed with the discount code that was made for this text. */
  isRedeemed: boolean;
}

export interface PlacedOrder {
  orderId: string;
  placedAt: Instant;
}

/** How long before an order a text may have been clicked, and how long before it an unclicked one may have arrived. */
export interface AttributionWindows {
  attributionDays: number;
  attributionHours: number;
}

/** The starts of an order's windows. */
export const attributionStarts = (
  { placedAt }: Pick<PlacedOrder, "placedAt">,
  { attributionDays, attributionHours }: AttributionWindows,
): { clickedSince: Instant; sentSince: Instant } => ({
  clickedSince: placedAt.subtract({ hours: 24 * attributionDays }),
  sentSince: placedAt.subtract({ hours: attributionHours }),
});

/** The text that an order is credited to, and what credits it. */
export interface Credit {
  text: DeliveredText;
  by: "code" | "click" | "no_click";
}

/**
 * Credits an order to one text at most: the one whose own discount code it was placed with, whenever that went out; else
 * the one that the customer clicked last within the days of a click; else the one that came last within the hours
 * without a click. A click shows what led to the order, so that a later text that was not clicked does not take the
 * order from it. A text about an order informs a buyer and brings no revenue. A text about the order itself never
 * counts, even when clock differences place it before the order.
 */
export function creditOrder(
  order: PlacedOrder,
  texts: readonly DeliveredText[],
  windows: AttributionWindows,
): Credit | null {
  const { clickedSince, sentSince } = attributionStarts(order, windows);
  const own = texts.filter(({ kind, subject }) => kind === "marketing" && subject !== `order:${order.orderId}`);
  const last = (timeOf: (text: DeliveredText) => Instant | null, since: Instant | null): DeliveredText | null =>
    own
      .flatMap((text) => {
        const at = timeOf(text);
        return at &&
          (!since || Temporal.Instant.compare(at, since) >= 0) &&
          Temporal.Instant.compare(at, order.placedAt) < 0
          ? [{ text, at }]
          : [];
      })
      // Breaks ties by message id, so that the result is stable.
      .toSorted((a, b) => Temporal.Instant.compare(b.at, a.at) || (b.text.messageId > a.text.messageId ? 1 : -1))[0]
      ?.text ?? null;
  const redeemed = last(({ isRedeemed, sentAt }) => (isRedeemed ? sentAt : null), null);
  if (redeemed) return { text: redeemed, by: "code" };
  const clicked = last(({ clickedAt }) => clickedAt, clickedSince);
  if (clicked) return { text: clicked, by: "click" };
  const sent = last(({ sentAt }) => sentAt, sentSince);
  return sent && { text: sent, by: "no_click" };
}
