import { defineEntry } from "./define.ts";

export const crossSell = defineEntry({
  key: "cross-sell",
  category: "sales",
  alsoCalled: ["upsell", "recommendation", "related products", "second order"],
  story:
    "Three weeks after an order was sent, at ten in the morning where the customer lives, they " +
    "are shown what goes well with it. Only for orders that say what was bought. Ordering again " +
    "in the meantime, a refund or a cancellation calls it off. Nobody gets it more often than " +
    "every 60 days, and only people who agreed to marketing texts.",
  definition: {
    name: "Cross-sell",
    description: "Shows what goes well with the last purchase.",
    kind: "marketing",
    trigger: { type: "order_fulfilled", config: {} },
    conditions: { field: "order.first_item", op: "is_set" },
    reentry: { after: { amount: 60, unit: "days" } },
    exits: [
      { on: "order_created", match: "customer" },
      { on: "order_refunded", match: "subject" },
      { on: "order_cancelled", match: "subject" },
    ],
    steps: [
      { id: "three-weeks", type: "wait", config: { for: { amount: 21, unit: "days" } } },
      { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "suggest",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: enjoying your {{ order.first_item | default: 'order' }}{% if customer.first_name " +
            "%}, {{ customer.first_name }}{% endif %}? See what goes well with it: {{ shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
