import { defineEntry } from "./define.ts";

export const refundNote = defineEntry({
  key: "refund-note",
  category: "orders",
  alsoCalled: ["return", "money back"],
  story:
    "When you refund money, the buyer gets a text with the amount and that the bank may take some days, once " +
    "for each refund. Returns without a payment send no text. It needs no marketing consent.",
  definition: {
    name: "Refund note",
    description: "Tells the buyer that money is on its way back.",
    kind: "transactional",
    trigger: { type: "order_refunded", config: {} },
    conditions: { field: "refund.amount", op: "is_set" },
    reentry: "per_subject",
    steps: [
      {
        id: "refunded",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: your refund{% if refund.amount %} of {{ refund.amount }} {{ refund.currency " +
            "}}{% endif %}{% if order.name %} for order {{ order.name }}{% endif %} is on its way. Your " +
            "bank may take up to 10 days to show it.",
        },
      },
    ],
  },
});
