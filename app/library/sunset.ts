import { defineEntry } from "./define.ts";

export const sunset = defineEntry({
  key: "sunset",
  category: "regulars",
  alsoCalled: ["lapsed", "inactive", "clean list", "unengaged"],
  story:
    "A year after the last order a customer is asked once, at ten in the morning where they live, " +
    "whether they still want to hear from you. Whoever buys, opens the link or answers within " +
    'two weeks stays as they are; all others are tagged "sms-quiet", so that you can leave them ' +
    "out of campaigns. At most once a year, and only people who agreed to marketing texts are asked.",
  definition: {
    name: "Sunset",
    description: "Asks silent customers whether they still want texts, and tags those who stay silent.",
    kind: "marketing",
    trigger: { type: "customer_inactive", config: { days: 365, at: "09:00" } },
    conditions: { field: "customer.sms_consent", op: "is_true" },
    reentry: { after: { amount: 365, unit: "days" } },
    exits: [
      { on: "order_created", match: "customer" },
      { on: "link_clicked", match: "customer" },
      { on: "keyword_received", match: "customer" },
      { on: "consent_revoked", match: "customer" },
    ],
    steps: [
      { id: "morning", type: "wait", config: { untilTime: { at: "10:00" } } },
      {
        id: "ask",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: still want to hear from us{% if customer.first_name %}, {{ customer.first_name " +
            "}}{% endif %}? Then say hello here: {{ shop.url }} If not, reply STOP to opt out",
        },
      },
      { id: "two-weeks", type: "wait", config: { for: { amount: 14, unit: "days" } } },
      { id: "tag", type: "add_tag", config: { tags: ["sms-quiet"] } },
    ],
  },
});
