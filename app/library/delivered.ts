import { defineEntry } from "./define.ts";

export const delivered = defineEntry({
  key: "delivered",
  category: "orders",
  alsoCalled: ["shipped", "arrived", "package"],
  story:
    "When the carrier reports a parcel as delivered, the buyer gets a text, with a contact if " +
    "something is wrong, once for each parcel. It needs no marketing consent. Events older than " +
    "twelve hours are skipped.",
  definition: {
    name: "Delivered",
    description: "Tells the buyer that the parcel is there.",
    kind: "transactional",
    trigger: { type: "shipment_updated", config: { statuses: ["delivered"] } },
    reentry: "per_subject",
    steps: [
      {
        id: "arrived",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: your order{% if order.name %} {{ order.name }}{% endif %} has been delivered{% " +
            "if customer.first_name %}, {{ customer.first_name }}{% endif %}. We hope you like it! If " +
            "anything is not right, just reply to this text.",
        },
      },
    ],
  },
});
