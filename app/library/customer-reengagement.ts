import { defineEntry } from "./define.ts";

export const customerReengagement = defineEntry({
  key: "customer-reengagement",
  category: "regulars",
  alsoCalled: ["winback", "lapsed", "inactive", "re-engage", "dormant"],
  story:
    "Sixty days after a customer's last order, they get one friendly reminder that you are there, " +
    "at ten in the morning where they live. A purchase before then calls it off. Nobody gets it " +
    "more often than every 90 days, and only people who agreed to marketing texts.",
  definition: {
    name: "Customer re-engagement",
    description: "One friendly reminder, two months after the last order.",
    kind: "marketing",
    trigger: { type: "customer_inactive", config: { days: 60, at: "09:00" } },
    reentry: { after: { amount: 90, unit: "days" } },
    exits: [{ on: "order_created", match: "customer" }],
    steps: [
      { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "invite",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: it has been a while{% if customer.first_name %}, {{ customer.first_name " +
            "}}{% endif %}! Come and see what is new: {{ shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
