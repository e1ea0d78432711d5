import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { namedOrderFields, sampleNamedOrder } from "./order-fields.ts";

export const orderRefunded = defineTrigger({
  type: "order_refunded",
  label: "Order refunded",
  description: "Money or goods of an order go back, in part or in full.",
  alsoCalled: ["return", "money back"],
  family: "orders",
  subject: "refund",
  topics: ["refunds/create"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [
    { path: "refund.amount", label: "Money refunded", type: "money", currency: "refund.currency" },
    { path: "refund.reason", label: "Note on the refund", type: "text", kind: "note" },
    { path: "refund.items", label: "Items refunded", type: "list", kind: "title" },
    { path: "refund.item_count", label: "Number of items refunded", type: "number" },
    ...namedOrderFields,
  ],
  sample: {
    refund: {
      id: "7301",
      amount: "62.00",
      currency: "USD",
      reason: "Did not fit",
      items: ["Linen shirt"],
      item_count: 1,
    },
    ...sampleNamedOrder,
  },
  recognise: () => ({ kind: "candidate" }),
});
