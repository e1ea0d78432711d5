import { z } from "zod";
import type { OrderNow } from "../intake/store-order.ts";

export type OrderState = "cancelled" | "refunded" | "fulfilled" | "partially_fulfilled" | "unfulfilled" | "unknown";

/** What staff want to know of an order at a glance. */
export interface OrderSummary {
  /** Such as "#1042"; null if the order's details are not known. */
  name: string | null;
  items: { title: string; quantity: number }[];
  state: OrderState;
}

const facts = z.object({
  name: z.string().nullable().catch(null),
  fulfillment_status: z.string().nullable().catch(null),
  lines: z.array(z.object({ title: z.string().nullable().catch(null), quantity: z.number().catch(1) })).catch([]),
});

const fulfillments: Readonly<Record<string, OrderState>> = {
  fulfilled: "fulfilled",
  partial: "partially_fulfilled",
  unfulfilled: "unfulfilled",
};

/** Summarizes an order as it is now. */
export function summarizeOrder({ cancelledAt, stands, told }: Omit<OrderNow, "orderId">): OrderSummary {
  const { name, lines, fulfillment_status } = facts.parse(told?.facts ?? {});
  return {
    name,
    items: lines.flatMap(({ title, quantity }) => (title === null ? [] : [{ title, quantity }])),
    state: cancelledAt ? "cancelled" : stands ? (fulfillments[fulfillment_status ?? ""] ?? "unknown") : "refunded",
  };
}
