import { z } from "zod";
import { knownStatuses } from "../intake/code-lists/known.ts";
import { defineTrigger } from "./define.ts";
import { sampleShipment, shipmentFields } from "./shipment-fields.ts";
import { namedOrderFields, sampleNamedOrder } from "./order-fields.ts";

/** The Shopify shipment statuses that matter to a customer. */
const statuses = {
  in_transit: "On its way",
  out_for_delivery: "Out for delivery",
  delivered: "Delivered",
  attempted_delivery: "Delivery attempted",
  failure: "Delivery failed",
  delayed: "Delayed",
  ready_for_pickup: "Ready for pickup",
} as const;
type Status = keyof typeof statuses;
const words = Object.keys(statuses) as [Status, ...Status[]];
const known = knownStatuses("shipment status", statuses);

export const shipmentUpdated = defineTrigger({
  type: "shipment_updated",
  label: "Shipment status updated",
  description: "A shipment is on its way, out for delivery, delivered, or could not be delivered.",
  alsoCalled: ["fulfillment event", "shipping", "parcel", "out for delivery", "delivered", "in transit", "tracking"],
  family: "orders",
  subject: "shipment status",
  // Shopify sends a fulfillment event and a fulfillment update for one change; both have the same subject and status.
  topics: ["fulfillments/create", "fulfillments/update", "fulfillment_events/create"],
  // "Out for delivery" is useless the next morning.
  staleAfter: { amount: 12, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({
    statuses: z.array(z.enum(words)).min(1, "choose at least one").default(["out_for_delivery", "delivered"]),
  }),
  fields: [{ name: "statuses", label: "When it is", kind: "list", options: known.options }],
  offers: [
    { path: "shipment.status", label: "Shipment status", type: "text", ...known },
    ...shipmentFields,
    { path: "shipment.expected_at", label: "Expected on", type: "date" },
    ...namedOrderFields,
  ],
  sample: {
    shipment: { ...sampleShipment, status: "out_for_delivery", expected_at: "2026-11-06T18:00:00Z" },
    ...sampleNamedOrder,
  },
  recognise: ({ facts }) =>
    typeof facts.shipment?.status === "string" && Object.hasOwn(statuses, facts.shipment.status)
      ? { kind: "candidate" }
      : { kind: "none" },
  concerns: ({ statuses: chosen }, { facts }) => chosen.some((status) => status === facts.shipment?.status),
});
