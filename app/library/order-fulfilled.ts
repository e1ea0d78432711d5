import { defineEntry } from "./define.ts";

export const orderFulfilled = defineEntry({
  key: "order-fulfilled",
  category: "orders",
  popular: true,
  alsoCalled: ["shipped", "dispatched", "fulfillment"],
  story:
    "When everything in an order has been sent, the buyer gets a text that it is on its way, once " +
    "for each order. Orders with nothing on its way get none: those picked up or handed over in the shop, digital " +
    "goods and gift cards. It goes at any hour, and needs no marketing consent.",
  definition: {
    name: "Order fulfilled",
    description: "Tells the buyer that the whole order is on its way.",
    kind: "transactional",
    trigger: { type: "order_fulfilled", config: {} },
    conditions: {
      not: {
        any: [
          { field: "order.requires_shipping", op: "is_false" },
          { field: "order.delivery_method", op: "one_of", value: ["pick_up", "retail", "none"] },
          { field: "order.source", op: "equals", value: "pos" },
        ],
      },
    },
    reentry: "per_subject",
    steps: [
      {
        id: "sent",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: good news{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}! Your order{% if order.name %} {{ order.name }}{% endif %} is on its way. {% if order.status_url " +
            "%}Follow it here: {{ order.status_url }}{% endif %}",
        },
      },
    ],
  },
});
