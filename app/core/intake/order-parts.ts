import { z } from "zod";
import type { ObservedRefund, ObservedShipment } from "./define.ts";
import { addMoney } from "./money.ts";
import {
  countPieces,
  exactId,
  lineItems,
  moment,
  money,
  numericId,
  readLines,
  text,
  texts,
  tolerant,
  tolerantList,
  tolerantObject,
  bodyOf,
} from "./shapes.ts";

// A refund and a fulfillment have the same body whether their own event or the order's brings it.

const transaction = bodyOf({}, { kind: text, status: text, amount: money, currency: text });
const returnedItem = bodyOf({}, { quantity: tolerant(z.number(), 1), line_item: tolerantObject({ title: text }) });

export const refundFields = {
  note: text,
  created_at: moment,
  processed_at: moment,
  transactions: tolerantList(transaction),
  refund_line_items: tolerantList(returnedItem),
};
const refundBody = bodyOf({ id: numericId }, { admin_graphql_api_id: text, ...refundFields });
export const refundList = tolerantList(refundBody);

const FAILED_STATUSES = new Set(["failure", "error"]);

/** A refund as an order remembers it, with what its text tells. */
export function readRefund(refund: z.infer<typeof refundBody>): ObservedRefund & { items: string[]; pieces: number } {
  const paid = refund.transactions.filter(
    ({ kind, status }) => kind === "refund" && !FAILED_STATUSES.has(status ?? ""),
  );
  const amounts = paid.flatMap(({ amount }) => amount ?? []);
  return {
    id: exactId(refund.id, refund.admin_graphql_api_id),
    // A return without a payment has no amount.
    amount: amounts.length > 0 ? addMoney(amounts) : null,
    currency: paid[0]?.currency ?? null,
    at: refund.processed_at ?? refund.created_at,
    items: refund.refund_line_items.flatMap(({ line_item }) => line_item?.title ?? []),
    pieces: countPieces(refund.refund_line_items),
  };
}

export const shipmentFields = {
  name: text,
  status: text,
  shipment_status: text,
  tracking_number: text,
  tracking_numbers: texts,
  tracking_url: text,
  tracking_urls: texts,
  tracking_company: text,
  line_items: lineItems,
  created_at: moment,
  updated_at: moment,
};
const shipmentBody = bodyOf({ id: numericId }, { admin_graphql_api_id: text, ...shipmentFields });
export const shipmentList = tolerantList(shipmentBody);

/** A fulfillment as an order remembers it, with the number of its pieces. */
export function readShipment(
  shipment: z.infer<typeof shipmentBody>,
): ObservedShipment & { parcel: NonNullable<ObservedShipment["parcel"]>; pieces: number } {
  const lines = readLines(shipment.line_items, null);
  const at = shipment.updated_at ?? shipment.created_at;
  const numbers = shipment.tracking_number ? [shipment.tracking_number] : [];
  const urls = shipment.tracking_url ? [shipment.tracking_url] : [];
  return {
    id: exactId(shipment.id, shipment.admin_graphql_api_id),
    parcel: {
      at,
      state: shipment.status,
      numbers: [...new Set([...numbers, ...shipment.tracking_numbers])],
      urls: [...new Set([...urls, ...shipment.tracking_urls])],
      company: shipment.tracking_company,
      items: lines.flatMap(({ title }) => title ?? []),
    },
    carrier: shipment.shipment_status ? { status: shipment.shipment_status, at } : null,
    pieces: countPieces(lines),
  };
}
