import { z } from "zod";
import type { NormalizedEvent } from "../intake/define.ts";
import { defineTrigger } from "./define.ts";
import { namedOrderFields, sampleNamedOrder } from "./order-fields.ts";
import { sampleShipment, shipmentFields } from "./shipment-fields.ts";

/** Tracking numbers, and pages for carriers without a number, of a shipment that is on. */
function trackingIn({ facts: { shipment } }: Pick<NormalizedEvent, "facts">): string[] {
  if (shipment?.status === "cancelled") return [];
  const listed = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  const numbers = listed(shipment?.tracking_numbers);
  return numbers.length > 0 ? numbers : listed(shipment?.tracking_urls);
}

export const trackingUpdated = defineTrigger({
  type: "tracking_updated",
  label: "Tracking updated",
  description: "A shipment gets a tracking number or page, or another one.",
  alsoCalled: ["tracking number", "shipping", "parcel", "carrier"],
  family: "orders",
  subject: "tracking number",
  topics: ["fulfillments/create", "fulfillments/update"],
  staleAfter: { amount: 24, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({}),
  fields: [],
  offers: [...shipmentFields, ...namedOrderFields],
  sample: { shipment: sampleShipment, ...sampleNamedOrder },
  recognise: (event) => (trackingIn(event).length > 0 ? { kind: "candidate" } : { kind: "none" }),
  // Every later change of the shipment brings its tracking again.
  entrySubject: (event) => `tracking:${String(event.facts.shipment?.id)}:${trackingIn(event).toSorted().join(",")}`,
});
