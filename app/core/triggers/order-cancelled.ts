import { z } from "zod";
import { knownStatuses } from "../intake/code-lists/known.ts";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

const reasons = knownStatuses("cancellation reason", {
  customer: "The customer changed their mind",
  declined: "The payment was declined",
  fraud: "It was fraudulent",
  inventory: "There was none left",
  staff: "A mistake of the shop’s",
  other: "Something else",
});

export const orderCancelled = defineTrigger({
  type: "order_cancelled",
  label: "Order cancelled",
  description: "The customer or the shop cancels an order.",
  alsoCalled: ["canceled", "cancellation"],
  family: "orders",
  subject: "order",
  topics: ["orders/cancelled"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [...orderFields, { path: "order.cancel_reason", label: "Why it was cancelled", type: "text", ...reasons }],
  sample: { order: { ...sampleOrder.order, cancel_reason: "inventory" } },
  recognise: () => ({ kind: "candidate" }),
});
