import { defineEntry } from "./define.ts";

export const deliveryProblem = defineEntry({
  key: "delivery-problem",
  category: "orders",
  alsoCalled: ["shipped", "late", "delayed", "failed delivery", "exception"],
  story:
    "When a parcel is late, could not be handed over or is not to be delivered at all, the buyer " +
    "hears it from you first, in words for each case. For a parcel that cannot be delivered your " +
    "team also gets a task, due in a day. Once for each parcel and problem; it needs no marketing consent.",
  definition: {
    name: "Delivery problem",
    description: "Tells the buyer what is wrong with the parcel, and the team where it has to act.",
    kind: "transactional",
    trigger: { type: "shipment_updated", config: { statuses: ["delayed", "attempted_delivery", "failure"] } },
    reentry: "per_subject",
    steps: [
      {
        id: "problem",
        type: "branch",
        arms: [
          {
            id: "late",
            name: "It is late",
            when: { field: "shipment.status", op: "equals", value: "delayed" },
            steps: [
              {
                id: "tell-late",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: your order{% if order.name %} {{ order.name }}{% endif %} takes longer than " +
                    "planned, and we are sorry for the wait. {% if shipment.tracking_url %}Track it: {{ shipment.tracking_url " +
                    "}}{% elsif order.status_url %}Follow it here: {{ order.status_url }}{% endif %}",
                },
              },
            ],
          },
          {
            id: "missed",
            name: "It could not be handed over",
            when: { field: "shipment.status", op: "equals", value: "attempted_delivery" },
            steps: [
              {
                id: "tell-missed",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: the carrier came with your order{% if order.name %} {{ order.name }}{% endif " +
                    "%} and could not hand it over. {% if shipment.tracking_url %}See what happens next: " +
                    "{{ shipment.tracking_url }}{% else %}Look for a note from the carrier, or reply to this text.{% endif %}",
                },
              },
            ],
          },
          {
            id: "lost",
            name: "It cannot be delivered",
            steps: [
              {
                id: "look-into-it",
                type: "create_task",
                config: {
                  title: "Parcel{% if order.name %} of order {{ order.name }}{% endif %} could not be delivered",
                  note:
                    "The buyer got a text that you look into it. " +
                    "{% if shipment.tracking_url %}Tracking: {{ shipment.tracking_url }}{% endif %}",
                  dueIn: { amount: 1, unit: "days" },
                },
                onError: "continue",
              },
              {
                id: "tell-lost",
                type: "send_sms",
                config: {
                  body:
                    "{{ shop.name }}: your order{% if order.name %} {{ order.name }}{% endif %} could not be delivered, " +
                    "and we are sorry. We are looking into it and will be in touch. Questions? Just reply to this text.",
                },
              },
            ],
          },
        ],
      },
    ],
  },
});
