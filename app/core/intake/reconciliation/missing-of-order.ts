import { z } from "zod";
import { Temporal, type Instant } from "../../time/time.ts";
import { bodyOf, identified, idOf, moment, numericId, text, tolerantList } from "../shapes.ts";
import type { ChangedOrder } from "./changes.ts";
import { isUntold, missingEvent, newestOf, type MissingEvent, type ToldEvent } from "./missing-event.ts";

/** Webhooks of one order that the store event table has: of the order, its refunds and its parcels. */
export interface ToldOrder {
  events: readonly ToldEvent[];
  /** The newest state of the order that is stored. */
  toldAt: Instant | null;
}

interface Since {
  /** What happened before the installation is not missing. */
  installedAt: Instant;
}

const PAID = new Set(["paid", "partially_refunded", "refunded"]);
const REFUNDED = new Set(["partially_refunded", "refunded"]);
const FULFILLED_TOPICS = new Map([
  ["fulfilled", "orders/fulfilled"],
  ["partial", "orders/partially_fulfilled"],
]);
const SHIPMENT_TOPICS = new Set(["fulfillments/create", "fulfillments/update"]);

const isTold = ({ events }: ToldOrder, topic: string): boolean => events.some((event) => event.topic === topic);
const isAfter = (at: Instant, since: Instant): boolean => Temporal.Instant.compare(at, since) >= 0;

/** Whether an event of an order may be missing, so that its whole has to be read. */
export function mayMiss(order: ChangedOrder, told: ToldOrder, { installedAt }: Since): boolean {
  const { createdAt, updatedAt, cancelledAt, financialStatus, fulfillmentStatus } = order;
  if (isUntold(updatedAt, told.toldAt) && isUntold(updatedAt, newestOf(told.events))) return true;
  const fulfilled = FULFILLED_TOPICS.get(fulfillmentStatus ?? "");
  const lacks = (topic: string) => !isTold(told, topic);
  return (
    (cancelledAt !== null && isAfter(cancelledAt, installedAt) && lacks("orders/cancelled")) ||
    (isAfter(createdAt, installedAt) &&
      (lacks("orders/create") ||
        (PAID.has(financialStatus ?? "") && lacks("orders/paid")) ||
        (REFUNDED.has(financialStatus ?? "") && lacks("refunds/create")) ||
        (fulfilled !== undefined &&
          (lacks(fulfilled) || !told.events.some(({ topic }) => SHIPMENT_TOPICS.has(topic))))))
  );
}

const orderBody = identified({
  name: text,
  created_at: moment,
  updated_at: moment,
  processed_at: moment,
  cancelled_at: moment,
  financial_status: text,
  fulfillment_status: text,
  refunds: tolerantList(z.looseObject({ id: numericId, created_at: moment })),
  fulfillments: tolerantList(
    z.looseObject({ id: numericId, created_at: moment, updated_at: moment, shipment_status: text }),
  ),
  transactions: tolerantList(bodyOf({}, { kind: text, status: text, processed_at: moment })),
});
type OrderBody = z.infer<typeof orderBody>;

const instantOf = (at: string | null): Instant | null => (at === null ? null : Temporal.Instant.from(at));

/** When the order was paid: its last successful payment. */
const paidAtOf = ({ transactions }: OrderBody): Instant | null =>
  newestOf(
    transactions.flatMap(({ kind, status, processed_at: at }) =>
      at !== null && status === "success" && (kind === "sale" || kind === "capture")
        ? [{ triggeredAt: Temporal.Instant.from(at) }]
        : [],
    ),
  );

/** The events of an order that nothing tells, oldest first. @param body the order as its webhook would show it */
export function missingOfOrder(
  body: Readonly<Record<string, unknown>>,
  told: ToldOrder,
  { installedAt }: Since,
): MissingEvent[] {
  const read = orderBody.safeParse(body);
  if (!read.success) return [];
  const order = read.data;
  const subject = `order:${idOf(order)}`;
  const createdAt = instantOf(order.created_at);
  const updatedAt = instantOf(order.updated_at) ?? createdAt;
  if (!createdAt || !updatedAt) return [];
  const isOurs = isAfter(createdAt, installedAt);
  const whole = (topic: string, at: Instant | null): MissingEvent[] =>
    at === null || isTold(told, topic) ? [] : [missingEvent(topic, { subject, triggeredAt: at, body })];
  const fulfilled = FULFILLED_TOPICS.get(order.fulfillment_status ?? "");
  const cancelledAt = instantOf(order.cancelled_at);
  const parts = [
    ...order.refunds.flatMap((refund) => refundOf(refund, told, body, installedAt)),
    ...order.fulfillments.flatMap((shipment) => shipmentOf(shipment, told, body, installedAt)),
  ];
  const wholes = [
    ...(isOurs ? whole("orders/create", createdAt) : []),
    ...(isOurs && PAID.has(order.financial_status ?? "") ? whole("orders/paid", paidAtOf(order) ?? createdAt) : []),
    ...(isOurs && fulfilled ? whole(fulfilled, newestOf(shipmentsBegun(order)) ?? updatedAt) : []),
    ...(cancelledAt && isAfter(cancelledAt, installedAt) ? whole("orders/cancelled", cancelledAt) : []),
  ];
  const isStale = isUntold(updatedAt, told.toldAt) && isUntold(updatedAt, newestOf(told.events));
  // Each of the others brings the whole order, too.
  const updated =
    isStale && wholes.length === 0
      ? [missingEvent("orders/updated", { subject, asOf: updatedAt, triggeredAt: updatedAt, body })]
      : [];
  return [...wholes, ...parts, ...updated].toSorted((a, b) => Temporal.Instant.compare(a.triggeredAt, b.triggeredAt));
}

const shipmentsBegun = ({ fulfillments }: OrderBody) =>
  fulfillments.flatMap(({ created_at: at }) => (at === null ? [] : [{ triggeredAt: Temporal.Instant.from(at) }]));

type Whole = Readonly<Record<string, unknown>>;

function refundOf(refund: OrderBody["refunds"][number], told: ToldOrder, order: Whole, since: Instant): MissingEvent[] {
  const subject = `refund:${refund.id}`;
  const at = instantOf(refund.created_at);
  if (!at || !isAfter(at, since) || told.events.some((event) => event.subject === subject)) return [];
  return [missingEvent("refunds/create", { subject, triggeredAt: at, body: { ...refund, order_id: order.id } })];
}

/** A fulfillment that nothing tells, and its last change if nothing tells that. */
function shipmentOf(
  shipment: OrderBody["fulfillments"][number],
  told: ToldOrder,
  order: Whole,
  since: Instant,
): MissingEvent[] {
  const subject = `fulfillment:${shipment.id}`;
  const createdAt = instantOf(shipment.created_at);
  const updatedAt = instantOf(shipment.updated_at) ?? createdAt;
  if (!createdAt || !updatedAt || !isAfter(updatedAt, since)) return [];
  const about = told.events.filter((event) => event.subject === subject || event.subject.startsWith(`${subject}:`));
  const own = about.filter(({ topic }) => SHIPMENT_TOPICS.has(topic));
  const body = { ...shipment, order_id: order.id, name: shipment.name ?? order.name };
  const created =
    own.length === 0 && isAfter(createdAt, since)
      ? [
          missingEvent("fulfillments/create", {
            subject,
            triggeredAt: createdAt,
            // Its carrier had said nothing yet.
            body: { ...body, shipment_status: null, updated_at: shipment.created_at },
          }),
        ]
      : [];
  const status = shipment.shipment_status;
  const isStatusTold = status === null || about.some((event) => event.subject === `${subject}:${status}`);
  const isUpdateTold = !isUntold(updatedAt, newestOf([...about, ...created]));
  if (isStatusTold && isUpdateTold) return created;
  const updated = { subject, asOf: updatedAt, triggeredAt: updatedAt, body };
  return [...created, missingEvent("fulfillments/update", updated)];
}
