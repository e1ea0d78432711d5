import { z } from "zod";
import { customerFields, defineTrigger, samplePeople, shopFields } from "./define.ts";

export const orderCreated = defineTrigger({
  type: "order_created",
  label: "Order placed",
  description: "Someone places an order.",
  topics: ["orders/create"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [
    { path: "order.name", label: "Order number", type: "text" },
    { path: "order.total", label: "Order total", type: "money" },
    { path: "order.item_count", label: "Number of items", type: "number" },
    { path: "order.first_item", label: "First item", type: "text" },
    { path: "order.status_url", label: "Order status page", type: "url" },
    ...customerFields,
    ...shopFields,
  ],
  sample: {
    ...samplePeople,
    order: { id: "5001", name: "#1042", total: "86.00", currency: "USD", item_count: 2, first_item: "Linen shirt", status_url: "https://juniper.example/orders/1042", financial_status: "paid" },
  },
  recognise: () => ({ kind: "candidate" }),
});
