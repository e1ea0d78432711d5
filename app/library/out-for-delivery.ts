import { defineEntry } from "./define.ts";

export const outForDelivery = defineEntry({
  key: "out-for-delivery",
  category: "orders",
  alsoCalled: ["shipped", "shipment", "arriving today"],
  story:
    "On the day that the carrier takes a parcel out, the buyer gets a text to expect it that day, " +
    "once for each parcel. It needs no marketing consent. Events older than twelve hours are skipped.",
  definition: {
    name: "Out for delivery",
    description: "Tells the buyer that the parcel comes today.",
    kind: "transactional",
    trigger: { type: "shipment_updated", config: { statuses: ["out_for_delivery"] } },
    reentry: "per_subject",
    steps: [
      {
        id: "today",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: today is the day{% if customer.first_name %}, {{ customer.first_name }}{% " +
            "endif %}! Your order{% if order.name %} {{ order.name }}{% endif %} is out for delivery. " +
            "{% if shipment.tracking_url %}Track it: {{ shipment.tracking_url }}{% elsif order.status_url " +
            "%}Follow it here: {{ order.status_url }}{% endif %}",
        },
      },
    ],
  },
});
