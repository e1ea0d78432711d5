import { defineEntry } from "./define.ts";

export const priceDrop = defineEntry({
  key: "price-drop",
  category: "sales",
  alsoCalled: ["sale", "discount", "cheaper"],
  story:
    "When a product gets cheaper by 10% or more, customers who left it in a checkout or asked for " +
    "it get a text with the new price. However much goes on sale, a customer gets one text in " +
    "three days at most. It only goes to SMS subscribers, and never at night.",
  definition: {
    name: "Price drop",
    description: "Tells those who wanted something that it costs less now.",
    kind: "marketing",
    trigger: { type: "price_drop", config: { percent: 10 } },
    reentry: { after: { amount: 3, unit: "days" } },
    steps: [
      {
        id: "tell",
        type: "send_sms",
        config: {
          // Product titles often contain a dash outside GSM-7, which would turn one segment into three.
          body:
            "{{ shop.name }}: good news{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}: {{ variant.title | default: 'what you wanted' | replace: '–', '-' }}{% if variant.price " +
            "%}, now {{ variant.price }} {{ variant.currency }}{% else %} for less{% endif %}. See it: " +
            "{{ variant.url | default: shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
