import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { orderFields, sampleOrder } from "./order-fields.ts";

export const orderShipped = defineTrigger({
  type: "order_shipped",
  label: "Order shipped",
  description: "Items of an order are fulfilled, all or some of them, whether or not a carrier reports on them.",
  alsoCalled: ["fulfillment created", "partially fulfilled", "dispatched", "order sent", "partial shipment"],
  family: "orders",
  subject: "order",
  topics: ["orders/fulfilled", "orders/partially_fulfilled"],
  staleAfter: { amount: 24, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({}),
  fields: [],
  offers: orderFields,
  sample: { order: { ...sampleOrder.order, fulfillment_status: "partial" } },
  recognise: () => ({ kind: "candidate" }),
});
