import { defineEntry } from "./define.ts";

export const orderFulfilled = defineEntry({
  key: "order-fulfilled",
  category: "orders",
  popular: true,
  story:
    "When everything in an order has been sent, the buyer gets a text that it is on its way, once " +
    "for each order. It goes at any hour, and needs no marketing consent.",
  definition: {
    name: "Order fulfilled",
    description: "Tells the buyer that the whole order is on its way.",
    kind: "transactional",
    trigger: { type: "order_fulfilled", config: {} },
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
