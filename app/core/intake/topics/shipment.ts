import { defineReader } from "../define.ts";
import {
  bodyOf,
  countPieces,
  identifiedWith,
  idOf,
  lineItems,
  moment,
  numericId,
  readLines,
  text,
  texts,
} from "../shapes.ts";

/** Fulfillments and fulfillment events share one subject per shipment and status. */
const subjectOf = (shipment: string, status: string | null): string =>
  ["fulfillment", shipment, ...(status ? [status] : [])].join(":");

/**
 * A fulfillment's body lacks the buyer, so intake takes the customer from the order's own events. The destination may
 * name another person.
 */
export const shipmentReader = defineReader({
  topics: ["fulfillments/create", "fulfillments/update"],
  payload: identifiedWith(
    { order_id: numericId },
    {
      name: text,
      status: text,
      shipment_status: text,
      tracking_number: text,
      tracking_numbers: texts,
      tracking_url: text,
      tracking_urls: texts,
      tracking_company: text,
      line_items: lineItems,
    },
  ),
  read: (shipment) => {
    const status = shipment.status === "cancelled" ? shipment.status : shipment.shipment_status;
    const lines = readLines(shipment.line_items, null);
    return {
      subject: subjectOf(idOf(shipment), status),
      relatedSubject: `order:${shipment.order_id}`,
      facts: {
        shipment: {
          id: idOf(shipment),
          status,
          tracking_number: shipment.tracking_number ?? shipment.tracking_numbers[0] ?? null,
          tracking_url: shipment.tracking_url ?? shipment.tracking_urls[0] ?? null,
          tracking_company: shipment.tracking_company,
          items: lines.flatMap(({ title }) => title ?? []),
          item_count: countPieces(lines),
          expected_at: null,
        },
        // "#1042.1" is the first shipment of order "#1042".
        order: { id: shipment.order_id, name: shipment.name?.replace(/\.\d+$/, "") ?? null, status_url: null },
      },
    };
  },
});

export const shipmentEventReader = defineReader({
  topics: ["fulfillment_events/create"],
  payload: bodyOf({ order_id: numericId, fulfillment_id: numericId }, { status: text, estimated_delivery_at: moment }),
  read: ({ order_id: order, fulfillment_id: id, status, estimated_delivery_at: expected_at }) => ({
    subject: subjectOf(id, status),
    relatedSubject: `order:${order}`,
    facts: {
      shipment: {
        id,
        status,
        tracking_number: null,
        tracking_url: null,
        tracking_company: null,
        items: [],
        item_count: null,
        expected_at,
      },
      order: { id: order, name: null, status_url: null },
    },
  }),
});
