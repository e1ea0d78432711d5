import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

export const orderCreated = defineTrigger({
  type: "order_created",
  label: "Order created",
  description: "A customer places an order.",
  alsoCalled: ["order placed", "new order", "purchase", "bought", "orders create"],
  family: "orders",
  subject: "order",
  topics: ["orders/create"],
  staleAfter: { amount: 24, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({}),
  fields: [],
  offers: orderFields,
  sample: sampleOrder,
  recognise: () => ({ kind: "candidate" }),
});
