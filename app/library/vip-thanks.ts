import { defineEntry } from "./define.ts";

export const vipThanks = defineEntry({
  key: "vip-thanks",
  category: "regulars",
  alsoCalled: ["loyalty", "reward", "best customers", "repeat customer"],
  story:
    "When an order is paid that brings what a customer has spent in all to 500 USD or more, they " +
    'are tagged "vip" and thanked a day or two later, at ten in the morning where they live. Set ' +
    "the amount, and your currency, in its conditions. A refund or a cancellation of that order " +
    "calls it off. Each customer gets it once, and the text only goes to people who agreed to marketing texts.",
  definition: {
    name: "VIP thanks",
    description: "Thanks a customer who has spent a lot, and tags them.",
    kind: "marketing",
    trigger: { type: "order_paid", config: {} },
    conditions: { field: "customer.total_spent", op: "at_least", value: { amount: "500.00", currency: "USD" } },
    reentry: "once",
    exits: [
      { on: "order_refunded", match: "subject" },
      { on: "order_cancelled", match: "subject" },
    ],
    steps: [
      { id: "a-day", type: "wait", config: { for: { amount: 1, unit: "days" } } },
      { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      { id: "tag", type: "add_tag", config: { tags: ["vip"] }, onError: "continue" },
      {
        id: "thank",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: thank you{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}! You are one of our most loyal customers, and that means a lot to us. Reply STOP to opt out",
        },
      },
    ],
  },
});
