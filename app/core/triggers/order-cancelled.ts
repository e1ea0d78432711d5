import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

const reasons = [
  { value: "customer", label: "The customer changed their mind" },
  { value: "declined", label: "The payment was declined" },
  { value: "fraud", label: "It was fraudulent" },
  { value: "inventory", label: "There was none left" },
  { value: "staff", label: "A mistake of the shop’s" },
  { value: "other", label: "Something else" },
];

export const orderCancelled = defineTrigger({
  type: "order_cancelled",
  label: "Order cancelled",
  description: "The customer or the shop cancels an order.",
  family: "orders",
  subject: "order",
  topics: ["orders/cancelled"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [
    ...orderFields,
    { path: "order.cancel_reason", label: "Why it was cancelled", type: "text", options: reasons },
  ],
  sample: { order: { ...sampleOrder.order, cancel_reason: "inventory" } },
  recognise: () => ({ kind: "candidate" }),
});
