import { defineReader } from "../define.ts";
import { readShipment, shipmentFields } from "../order-parts.ts";
import { bodyOf, identifiedWith, moment, numericId, text } from "../shapes.ts";

/** Fulfillments and fulfillment events share one subject per shipment and status. */
const subjectOf = (shipment: string, status: string | null): string =>
  ["fulfillment", shipment, ...(status ? [status] : [])].join(":");

/**
 * A fulfillment's body lacks the buyer, so intake takes the customer from the order's own events. The destination may
 * name another person.
 */
export const shipmentReader = defineReader({
  topics: ["fulfillments/create", "fulfillments/update"],
  payload: identifiedWith({ order_id: numericId }, shipmentFields),
  read: (body) => {
    const { pieces, ...shipment } = readShipment(body);
    const { parcel } = shipment;
    const status = parcel.state === "cancelled" ? parcel.state : body.shipment_status;
    return {
      subject: subjectOf(shipment.id, status),
      relatedSubject: `order:${body.order_id}`,
      happenedAt: parcel.at,
      order: { orderId: body.order_id, stage: 0, whole: null, refunds: [], shipments: [shipment] },
      facts: {
        shipment: {
          id: shipment.id,
          status,
          tracking_number: parcel.numbers[0] ?? null,
          tracking_url: parcel.urls[0] ?? null,
          tracking_numbers: parcel.numbers,
          tracking_urls: parcel.urls,
          tracking_company: parcel.company,
          items: parcel.items,
          item_count: pieces,
          expected_at: null,
        },
        // "#1042.1" is the first shipment of order "#1042".
        order: { id: body.order_id, name: body.name?.replace(/\.\d+$/, "") ?? null, status_url: null },
      },
    };
  },
});

export const shipmentEventReader = defineReader({
  topics: ["fulfillment_events/create"],
  payload: bodyOf(
    { order_id: numericId, fulfillment_id: numericId },
    { status: text, happened_at: moment, estimated_delivery_at: moment },
  ),
  read: ({ order_id: order, fulfillment_id: id, status, happened_at: at, estimated_delivery_at: expected_at }) => ({
    subject: subjectOf(id, status),
    relatedSubject: `order:${order}`,
    happenedAt: at,
    order: {
      orderId: order,
      stage: 0,
      whole: null,
      refunds: [],
      shipments: [{ id, parcel: null, carrier: { status, at } }],
    },
    facts: {
      shipment: {
        id,
        status,
        tracking_number: null,
        tracking_url: null,
        tracking_numbers: [],
        tracking_urls: [],
        tracking_company: null,
        items: [],
        item_count: null,
        expected_at,
      },
      order: { id: order, name: null, status_url: null },
    },
  }),
});
