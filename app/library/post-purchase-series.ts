import { defineEntry } from "./define.ts";

export const postPurchaseSeries = defineEntry({
  key: "post-purchase-series",
  category: "after_purchase",
  insteadOf: ["review-request", "cross-sell"],
  alsoCalled: ["thank you", "after purchase", "follow up", "feedback", "upsell"],
  story:
    "Three texts after an order was sent: a thank-you three days later, with other words for a " +
    "first order, a request for a review after ten days, and after 24 days what goes well with " +
    "it, each at ten in the morning where the customer lives. A refund or a cancellation of that " +
    "order ends the series, and so does an opt-out. Nobody begins it more often than every 30 " +
    "days, and only people who agreed to marketing texts.",
  definition: {
    name: "Post-purchase series",
    description: "Thanks the buyer, asks for a review, and shows what goes well with the purchase.",
    kind: "marketing",
    trigger: { type: "order_fulfilled", config: {} },
    reentry: { after: { amount: 30, unit: "days" } },
    exits: [
      { on: "order_refunded", match: "subject" },
      { on: "order_cancelled", match: "subject" },
      { on: "consent_revoked", match: "customer" },
    ],
    steps: [
      { id: "three-days", type: "wait", config: { for: { amount: 3, unit: "days" } } },
      { id: "first-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "thanks",
        type: "branch",
        arms: [
          {
            id: "first-order",
            name: "Their first order",
            when: { field: "customer.orders_count", op: "equals", value: 1 },
            steps: [
              {
                id: "thank-newcomer",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: thank you for your first order with us{% if customer.first_name %}" +
                    ", {{ customer.first_name }}{% endif %}! If anything is not right, just answer this text. " +
                    "Reply STOP to opt out",
                },
              },
            ],
          },
          {
            id: "another-order",
            name: "Any other order",
            steps: [
              {
                id: "thank",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: thank you for your order{% if customer.first_name %}" +
                    ", {{ customer.first_name }}{% endif %}! If anything is not right, just answer this text. " +
                    "Reply STOP to opt out",
                },
              },
            ],
          },
        ],
      },
      { id: "seven-days", type: "wait", config: { for: { amount: 7, unit: "days" } } },
      { id: "second-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "review",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: how do you like your {{ order.first_item | default: 'order' }}? A short " +
            "review helps others choose: {{ shop.url }} Reply STOP to opt out",
        },
      },
      { id: "two-weeks", type: "wait", config: { for: { amount: 14, unit: "days" } } },
      { id: "third-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "suggest",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: see what goes well with your {{ order.first_item | default: 'last order' " +
            "}}: {{ shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
