import { defineEntry } from "./define.ts";

export const abandonedCart = defineEntry({
  key: "abandoned-cart",
  category: "sales",
  popular: true,
  alsoCalled: ["checkout recovery", "cart reminder", "cart recovery", "basket", "checkout abandoned"],
  story:
    "An hour after someone leaves the checkout, they get one reminder with a link back to it, and no second one that " +
    "day, however many checkouts they leave. " +
    "Buying anything in the meantime calls it off, and buying within two days of the reminder " +
    "counts as a cart won back. It only goes to people who agreed to marketing texts, and never at night. " +
    "Carriers in the United States want a confirmed opt-in that names cart reminders: turn on double " +
    "opt-in, and this flow reminds those who answered YES.",
  definition: {
    name: "Abandoned cart",
    description: "Reminds once of a checkout that was left, and watches whether it is won back.",
    kind: "marketing",
    trigger: { type: "checkout_abandoned", config: { after: { amount: 60, unit: "minutes" } } },
    reentry: "once_a_day",
    exits: [
      { on: "order_created", match: "subject" },
      { on: "order_created", match: "customer" },
    ],
    steps: [
      {
        id: "remind",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: you left {{ checkout.first_item | default: 'something' }} in your cart{% " +
            "if customer.first_name %}, {{ customer.first_name }}{% endif %}. It is still here: {{ checkout.url " +
            "| default: shop.url }} Reply STOP to opt out",
        },
      },
      // Keeps the sequence active, so that an order within two days exits it and counts as recovered.
      { id: "watch", type: "wait", config: { for: { amount: 2, unit: "days" } } },
    ],
  },
});
