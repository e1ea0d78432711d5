import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

export const orderPaid = defineTrigger({
  type: "order_paid",
  label: "Order paid",
  description: "An order is paid in full.",
  alsoCalled: ["payment captured", "payment received", "purchase"],
  family: "orders",
  subject: "order",
  topics: ["orders/paid"],
  staleAfter: { amount: 24, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({}),
  fields: [],
  offers: orderFields,
  sample: sampleOrder,
  recognise: () => ({ kind: "candidate" }),
});
