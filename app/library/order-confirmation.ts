import { defineEntry } from "./define.ts";

export const orderConfirmation = defineEntry({
  key: "order-confirmation",
  category: "orders",
  popular: true,
  alsoCalled: ["thank you", "receipt", "order created", "order placed"],
  story:
    "As soon as someone orders, they get one text with the order number and the page where they " +
    "can follow it. It goes at any hour, and needs no marketing consent.",
  definition: {
    name: "Order confirmation",
    description: "Thanks the buyer and links to the order.",
    kind: "transactional",
    trigger: { type: "order_created", config: {} },
    reentry: "per_subject",
    steps: [
      {
        id: "confirm",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: thank you{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}! Your order{% if order.name %} {{ order.name }}{% endif %} is confirmed. {% if order.status_url " +
            "%}Follow it here: {{ order.status_url }}{% endif %}",
        },
      },
    ],
  },
});
