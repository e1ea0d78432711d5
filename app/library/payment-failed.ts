import { defineEntry } from "./define.ts";

export const paymentFailed = defineEntry({
  key: "payment-failed",
  category: "orders",
  alsoCalled: ["card declined", "transaction"],
  story:
    "When the payment of an order does not go through, the buyer gets a text half an hour later, " +
    "with the page where they can try again; the text never asks for card details. If the order " +
    "is paid or cancelled in the meantime, nothing is sent. Once for each order; it needs no marketing consent.",
  definition: {
    name: "Payment failed",
    description: "Tells the buyer that a payment did not go through, unless it has been made since.",
    kind: "transactional",
    trigger: { type: "payment_failed", config: {} },
    reentry: "per_subject",
    exits: [
      { on: "order_paid", match: "subject" },
      { on: "order_cancelled", match: "subject" },
    ],
    steps: [
      // Most customers retry by themselves.
      { id: "second-try", type: "wait", config: { for: { amount: 30, unit: "minutes" } } },
      {
        id: "tell",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: the payment for your order{% if order.name %} {{ order.name }}{% endif %} " +
            "did not go through. Try again here: {{ order.status_url | default: shop.url }} We never ask " +
            "for card details by text.",
        },
      },
    ],
  },
});
