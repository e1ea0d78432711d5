import { defineEntry } from "./define.ts";

export const subscriptionRenewalFailed = defineEntry({
  key: "subscription-renewal-failed",
  category: "orders",
  alsoCalled: ["dunning", "billing", "recurring", "card declined"],
  story:
    "When the payment for a subscription fails, the customer gets a text at ten in the morning " +
    "their time, with a link to their account; the text never asks for card details. However " +
    "often the payment is tried, they get one text in three days at most, and not at all if " +
    "the subscription is cancelled first. It needs no marketing consent.",
  definition: {
    name: "Subscription renewal failed",
    description: "Asks a subscriber whose payment failed to look at their account.",
    kind: "transactional",
    trigger: { type: "billing_attempt_failed", config: {} },
    reentry: { after: { amount: 3, unit: "days" } },
    exits: [{ on: "subscription_cancelled", match: "customer" }],
    steps: [
      // Renewals are charged at night: wait until the morning.
      { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "tell",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: your subscription payment did not go through{% if customer.first_name %}, " +
            "{{ customer.first_name }}{% endif %}. Please check it: {{ shop.url }}/account We never ask " +
            "for card details by text.",
        },
      },
    ],
  },
});
