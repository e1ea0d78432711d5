import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

export const orderFulfilled = defineTrigger({
  type: "order_fulfilled",
  label: "Order fulfilled",
  description: "All items of an order are fulfilled.",
  alsoCalled: ["shipped", "order sent", "dispatched", "fulfillment"],
  family: "orders",
  subject: "order",
  topics: ["orders/fulfilled"],
  staleAfter: { amount: 24, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({}),
  fields: [],
  offers: orderFields,
  sample: sampleOrder,
  recognise: () => ({ kind: "candidate" }),
});
