import { defineEntry } from "./define.ts";

export const backInStock = defineEntry({
  key: "back-in-stock",
  category: "sales",
  alsoCalled: ["restock", "inventory", "sold out", "waitlist"],
  story:
    "When a product that was sold out can be bought again, customers who left it in a checkout or " +
    "asked for it get a text, once a day at most however much comes back. It only goes to SMS " +
    "subscribers, and never at night.",
  definition: {
    name: "Back in stock",
    description: "Tells those who wanted something that it is there again.",
    kind: "marketing",
    trigger: { type: "back_in_stock", config: {} },
    reentry: { after: { amount: 1, unit: "days" } },
    steps: [
      {
        id: "tell",
        type: "send_sms",
        config: {
          // Product titles often contain a dash outside GSM-7, which would turn one segment into three.
          body:
            "{{ shop.name }}: back in stock{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}: {{ variant.title | default: 'what you wanted' | replace: '–', '-' }}. See it: {{ variant.url " +
            "| default: shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
