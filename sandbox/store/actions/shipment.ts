import { orderEvent, type StoreEvent } from "../events.ts";
import { customerOf, orderOf, StoreRefusal } from "../find.ts";
import { newId } from "../ids.ts";
import { fulfillmentBody, fulfillmentEventBody } from "../payloads/fulfillment.ts";
import type { ShipmentStatus, StoreState } from "../state.ts";

/** Fulfils the whole order in one shipment. */
export function fulfil(store: StoreState, orderId: string, now: string): StoreEvent[] {
  const order = orderOf(store, orderId);
  if (order.fulfillment) throw new StoreRefusal(`order #${order.number} is fulfilled already`);
  if (order.cancelledAt !== null) throw new StoreRefusal(`order #${order.number} was cancelled`);
  order.fulfillment = {
    id: newId(store),
    createdAt: now,
    updatedAt: now,
    trackingNumber: `1Z${order.token.slice(0, 12).toUpperCase()}`,
    status: null,
  };
  order.updatedAt = now;
  const customer = customerOf(store, order.customerId);
  return [
    orderEvent(store, "orders/fulfilled", order),
    { topic: "fulfillments/create", body: fulfillmentBody(store.shop, order, customer, order.fulfillment) },
  ];
}

/** Adds a fulfillment event, and sets the shipment's status. */
export function trackParcel(store: StoreState, orderId: string, status: ShipmentStatus, now: string): StoreEvent[] {
  const order = orderOf(store, orderId);
  if (!order.fulfillment) throw new StoreRefusal(`order #${order.number} is not on its way yet`);
  Object.assign(order.fulfillment, { status, updatedAt: now });
  order.updatedAt = now;
  const customer = customerOf(store, order.customerId);
  return [
    {
      topic: "fulfillment_events/create",
      body: fulfillmentEventBody(store, order, customer, order.fulfillment, newId(store)),
    },
    { topic: "fulfillments/update", body: fulfillmentBody(store.shop, order, customer, order.fulfillment) },
  ];
}
