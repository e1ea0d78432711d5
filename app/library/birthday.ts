import { defineEntry } from "./define.ts";

export const birthday = defineEntry({
  key: "birthday",
  category: "regulars",
  alsoCalled: ["discount", "coupon", "gift", "anniversary"],
  story:
    "On a customer's birthday, in the morning, they get your wishes and a code of their own for " +
    "15% off, good for 14 days. Should the code not be made, the wishes go without it. Once a " +
    "year, and only to people who agreed to marketing texts.",
  definition: {
    name: "Birthday",
    description: "Wishes a happy birthday, with a discount code as a present.",
    kind: "marketing",
    trigger: { type: "birthday", config: { days: 0, at: "10:00" } },
    // No discount code for customers who cannot get the text.
    conditions: { field: "customer.sms_consent", op: "is_true" },
    // A corrected birthday must not trigger a second text.
    reentry: { after: { amount: 300, unit: "days" } },
    steps: [
      {
        id: "present",
        type: "create_discount",
        config: { prefix: "HAPPY", kind: "percentage", value: "15", validFor: { amount: 14, unit: "days" } },
        onError: { retry: 3, wait: { amount: 5, unit: "minutes" }, then: "continue" },
      },
      {
        id: "wishes",
        type: "branch",
        arms: [
          {
            id: "with-present",
            name: "There is a code",
            when: { field: "discount.code", op: "is_set" },
            steps: [
              {
                id: "wish-and-give",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: happy birthday{% if customer.first_name %}, {{ customer.first_name }}{% " +
                    "endif %}! 15% off for you with {{ discount.code }}, good for 14 days: {{ shop.url }} Reply STOP to opt out",
                },
              },
            ],
          },
          {
            id: "without-present",
            name: "There is none",
            steps: [
              {
                id: "wish",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: happy birthday{% if customer.first_name %}, {{ customer.first_name }}{% " +
                    "endif %}! We wish you a lovely day. Reply STOP to opt out",
                },
              },
            ],
          },
        ],
      },
    ],
  },
});
