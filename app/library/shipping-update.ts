import { defineEntry } from "./define.ts";

export const shippingUpdate = defineEntry({
  key: "shipping-update",
  category: "orders",
  insteadOf: ["order-fulfilled"],
  alsoCalled: ["shipped", "tracking", "shipment", "fulfillment"],
  story:
    "As soon as the carrier has a parcel, the buyer gets its tracking link: one text for each " +
    "parcel, so an order in several parcels gets several texts. It goes at any hour, and needs no marketing consent.",
  definition: {
    name: "Shipping update",
    description: "Sends the tracking link of each parcel.",
    kind: "transactional",
    trigger: { type: "shipment_updated", config: { statuses: ["in_transit"] } },
    reentry: "per_subject",
    steps: [
      {
        id: "track",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: your order{% if order.name %} {{ order.name }}{% endif %} is on its way{% " +
            "if shipment.tracking_company %} with {{ shipment.tracking_company }}{% endif %}. {% if shipment.tracking_url " +
            "%}Track it: {{ shipment.tracking_url }}{% elsif " +
            "order.status_url %}Follow it here: {{ order.status_url }}{% endif %}",
        },
      },
    ],
  },
});
