import { defineEntry } from "./define.ts";

export const winBackSeries = defineEntry({
  key: "win-back-series",
  category: "regulars",
  popular: true,
  alsoCalled: ["winback", "lapsed", "inactive", "discount", "coupon", "re-engagement"],
  story:
    "For a customer who has not bought for 120 days: first a text to say that they are missed, " +
    "a week later a code of their own for 10% off, good for 14 days, and a reminder some days " +
    "before it runs out. Should the code not be made, they are asked what you could do better " +
    "instead. All go in the morning where the customer lives. A purchase ends the series, and " +
    "so does an opt-out. At most once in half a year, and only to people who agreed to marketing texts.",
  definition: {
    name: "Win-back series",
    description: "Wins a customer back who has not bought for four months.",
    kind: "marketing",
    trigger: { type: "customer_inactive", config: { days: 120, at: "09:00" } },
    // No discount code for customers who cannot get the text.
    conditions: { field: "customer.sms_consent", op: "is_true" },
    reentry: { after: { amount: 180, unit: "days" } },
    exits: [
      { on: "order_created", match: "customer" },
      { on: "consent_revoked", match: "customer" },
    ],
    steps: [
      { id: "first-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "miss-you",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: we miss you{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}! See what is new since your last visit: {{ shop.url }} Reply STOP to opt out",
        },
      },
      { id: "a-week", type: "wait", config: { for: { amount: 7, unit: "days" } } },
      { id: "second-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "gift",
        type: "create_discount",
        config: { prefix: "BACK", kind: "percentage", value: "10", validFor: { amount: 14, unit: "days" } },
        onError: { retry: 3, wait: { amount: 5, unit: "minutes" }, then: "continue" },
      },
      {
        id: "offer",
        type: "branch",
        arms: [
          {
            id: "with-code",
            name: "There is a code",
            when: { field: "discount.code", op: "is_set" },
            steps: [
              {
                id: "give",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: here is 10% off{% if customer.first_name %} for you, {{ customer.first_name " +
                    "}}{% endif %}: {{ discount.code }}, good for 14 days. {{ shop.url }} Reply STOP to opt out",
                },
              },
              { id: "eleven-days", type: "wait", config: { for: { amount: 11, unit: "days" } } },
              { id: "third-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
              {
                id: "last-days",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: your 10% off runs out in a few days. The code is {{ discount.code }}: {{ " +
                    "shop.url }} Reply STOP to opt out",
                },
              },
            ],
          },
          {
            id: "without-code",
            name: "There is none",
            steps: [
              {
                id: "ask",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: is there something we could do better{% if customer.first_name %}, " +
                    "{{ customer.first_name }}{% endif %}? Just answer this text. Reply STOP to opt out",
                },
              },
            ],
          },
        ],
      },
    ],
  },
});
