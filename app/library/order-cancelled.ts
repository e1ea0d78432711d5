import { defineEntry } from "./define.ts";

export const orderCancelled = defineEntry({
  key: "order-cancelled",
  category: "orders",
  alsoCalled: ["canceled", "cancellation"],
  story:
    "When an order is cancelled, the buyer gets a text with the reason: because something is out of stock, " +
    "because the payment was declined, or simply that it is cancelled. Nothing is sent if the " +
    "order was fraudulent. Once for each order; it needs no marketing consent.",
  definition: {
    name: "Order cancelled",
    description: "Tells the buyer that the order is cancelled, and why.",
    kind: "transactional",
    trigger: { type: "order_cancelled", config: {} },
    conditions: { field: "order.cancel_reason", op: "not_equals", value: "fraud" },
    reentry: "per_subject",
    steps: [
      {
        id: "why",
        type: "branch",
        arms: [
          {
            id: "sold-out",
            name: "Sold out",
            when: { field: "order.cancel_reason", op: "equals", value: "inventory" },
            steps: [
              {
                id: "tell-sold-out",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: we are sorry{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
                    "%}. Something in your order{% if order.name %} {{ order.name }}{% endif %} is no longer available, " +
                    "so we had to cancel it. Questions? Just reply to this text.",
                },
              },
            ],
          },
          {
            id: "declined",
            name: "Payment declined",
            when: { field: "order.cancel_reason", op: "equals", value: "declined" },
            steps: [
              {
                id: "tell-declined",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: the payment for your order{% if order.name %} {{ order.name }}{% endif %} " +
                    "was declined, so it is cancelled. You are welcome to order again: {{ shop.url }}",
                },
              },
            ],
          },
          {
            id: "otherwise",
            name: "Any other reason",
            steps: [
              {
                id: "tell-cancelled",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: your order{% if order.name %} {{ order.name }}{% endif %} is cancelled{% " +
                    "if customer.first_name %}, {{ customer.first_name }}{% endif %}. Not what you wanted? " +
                    "Just reply to this text.",
                },
              },
            ],
          },
        ],
      },
    ],
  },
});
