import { defineEntry } from "./define.ts";

export const browseAbandonment = defineEntry({
  key: "browse-abandonment",
  category: "sales",
  alsoCalled: ["viewed product", "product viewed", "web pixel", "browsing", "looked at"],
  story:
    "When a customer comes back by a link of a text, looks at a product and leaves, a text an hour later " +
    "names the product and leads back to it. A checkout or an order in the meantime calls it off, and a " +
    "customer gets one such text in three days at most. It needs Browsing, which Settings, Consent turns on. " +
    "It only goes to people who agreed to marketing texts, and never at night. In the United States it goes, " +
    "like a cart reminder, to those who answered YES.",
  definition: {
    name: "Browse abandonment",
    description: "Reminds of a product that a customer looked at and left.",
    kind: "marketing",
    trigger: { type: "product_viewed", config: { after: { amount: 60, unit: "minutes" } } },
    reentry: { after: { amount: 3, unit: "days" } },
    exits: [
      { on: "checkout_abandoned", match: "customer" },
      { on: "order_created", match: "customer" },
    ],
    steps: [
      {
        id: "remind",
        type: "send_sms",
        config: {
          // Product titles often contain a dash outside GSM-7, which would turn one segment into three.
          body:
            "{{ shop.name }}: still thinking about {{ product.title | default: 'what you saw' | replace: '–', '-' }}" +
            "{% if customer.first_name %}, {{ customer.first_name }}{% endif %}? It is here: {{ product.url " +
            "| default: shop.url }} Reply STOP to opt out",
        },
      },
      // Keeps the sequence active, so that an order within two days exits it and counts as recovered.
      { id: "watch", type: "wait", config: { for: { amount: 2, unit: "days" } } },
    ],
  },
});
