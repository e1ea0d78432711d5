import type { OfferedField } from "../automations/fields.ts";

/** The fields of a shipment besides its status. */
export const shipmentFields: readonly OfferedField[] = [
  { path: "shipment.tracking_url", label: "Tracking page", type: "url" },
  { path: "shipment.tracking_number", label: "Tracking number", type: "text", kind: "code" },
  { path: "shipment.tracking_urls", label: "All tracking pages", type: "list", kind: "link" },
  { path: "shipment.tracking_numbers", label: "All tracking numbers", type: "list", kind: "code" },
  { path: "shipment.tracking_company", label: "Carrier", type: "text", kind: "label" },
  { path: "shipment.items", label: "Items in the shipment", type: "list", kind: "title" },
  { path: "shipment.item_count", label: "Number of items in the shipment", type: "number" },
];

export const sampleShipment: Record<string, unknown> = {
  id: "7501",
  tracking_url: "https://track.example/1Z82",
  tracking_number: "1Z82",
  tracking_urls: ["https://track.example/1Z82", "https://track.example/1Z83"],
  tracking_numbers: ["1Z82", "1Z83"],
  tracking_company: "UPS",
  items: ["Linen shirt", "Canvas belt"],
  item_count: 2,
};
