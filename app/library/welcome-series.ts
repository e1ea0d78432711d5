import { defineEntry } from "./define.ts";

export const welcomeSeries = defineEntry({
  key: "welcome-series",
  category: "newcomers",
  insteadOf: ["welcome"],
  alsoCalled: ["subscribe", "onboarding", "new subscriber", "sign up"],
  story:
    "Three texts for someone who has just agreed to marketing texts: a welcome at once, what others " +
    "love most two days later, and four days after that an offer of help; who has bought before " +
    "is shown what is new instead. The later texts go at ten in the morning where the customer " +
    "lives. A purchase ends the series, and so does an opt-out. Each person gets it once.",
  definition: {
    name: "Welcome series",
    description: "Greets a new subscriber and stays in touch for a week, until the first purchase.",
    kind: "marketing",
    trigger: { type: "consent_granted", config: {} },
    reentry: "once",
    exits: [
      { on: "order_created", match: "customer" },
      { on: "consent_revoked", match: "customer" },
    ],
    steps: [
      {
        id: "hello",
        type: "send_sms",
        config: {
          body:
            "Welcome to {{ shop.name }}{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}! New arrivals and offers will reach you here first. Reply STOP to opt out, HELP for help",
        },
      },
      { id: "two-days", type: "wait", config: { for: { amount: 2, unit: "days" } } },
      { id: "first-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "best-loved",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: not sure where to begin? Start with what others love most: " +
            "{{ shop.url }} Reply STOP to opt out",
        },
      },
      { id: "four-days", type: "wait", config: { for: { amount: 4, unit: "days" } } },
      { id: "second-morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "known",
        type: "branch",
        arms: [
          {
            id: "bought-before",
            name: "Has bought before",
            when: { field: "customer.orders_count", op: "at_least", value: 1 },
            steps: [
              {
                id: "news",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: good to have you with us{% if customer.first_name %}, {{ customer.first_name " +
                    "}}{% endif %}. See what is new since your last order: {{ shop.url }} Reply STOP to opt out",
                },
              },
            ],
          },
          {
            id: "newcomer",
            name: "Is new here",
            steps: [
              {
                id: "help",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: still looking around{% if customer.first_name %}, {{ customer.first_name " +
                    "}}{% endif %}? If you have a question, just ask it here. We are glad to help. Reply STOP to opt out",
                },
              },
            ],
          },
        ],
      },
    ],
  },
});
