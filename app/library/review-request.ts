import { defineEntry } from "./define.ts";

export const reviewRequest = defineEntry({
  key: "review-request",
  category: "after_purchase",
  popular: true,
  alsoCalled: ["feedback", "rating", "testimonial", "survey"],
  story:
    "Ten days after an order was sent, at ten in the morning where the customer lives, they are " +
    "asked for a review. A refund or a cancellation of that order calls it off. Nobody is asked " +
    "more often than every 30 days, and only people who agreed to marketing texts. Put the address " +
    "of your review page into the text.",
  definition: {
    name: "Review request",
    description: "Asks for a review once there has been time to try what was bought.",
    kind: "marketing",
    trigger: { type: "order_fulfilled", config: {} },
    reentry: { after: { amount: 30, unit: "days" } },
    exits: [
      { on: "order_refunded", match: "subject" },
      { on: "order_cancelled", match: "subject" },
    ],
    steps: [
      { id: "time-to-try", type: "wait", config: { for: { amount: 10, unit: "days" } } },
      { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "ask",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: how do you like your {{ order.first_item | default: 'order' }}{% if customer.first_name " +
            "%}, {{ customer.first_name }}{% endif %}? A short review helps others choose: {{ shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
