import type { Json } from "../../webhooks/json.ts";
import type { Customer, Fulfillment, Order, Shop, StoreState } from "../state.ts";
import { mailingAddress } from "./customer.ts";
import { lineItem } from "./line-item.ts";
import { at, named } from "./written.ts";

export const CARRIER = "UPS";

export const trackingPage = (trackingNumber: string): string => `https://tracking.example/${trackingNumber}`;

/** `fulfillments/create`, `fulfillments/update`, and the fulfillments of an order. */
export function fulfillmentBody(shop: Shop, order: Order, customer: Customer, fulfillment: Fulfillment) {
  const tracking = trackingPage(fulfillment.trackingNumber);
  return {
    ...named("Fulfillment", fulfillment.id),
    order_id: BigInt(order.id),
    status: "success",
    created_at: at(shop, fulfillment.createdAt),
    service: "manual",
    updated_at: at(shop, fulfillment.updatedAt ?? fulfillment.createdAt),
    tracking_company: CARRIER,
    shipment_status: fulfillment.status ?? null,
    location_id: null,
    origin_address: null,
    email: customer.email,
    destination: mailingAddress(customer),
    line_items: order.lines.map((line) => lineItem(shop, order, line)),
    tracking_number: fulfillment.trackingNumber,
    tracking_numbers: [fulfillment.trackingNumber],
    tracking_url: tracking,
    tracking_urls: [tracking],
    receipt: {},
    name: `#${order.number}.1`,
  };
}

/** `fulfillment_events/create` */
export function fulfillmentEventBody(
  { shop }: StoreState,
  order: Order,
  { address }: Customer,
  { id, status, updatedAt, createdAt }: Fulfillment,
  eventId: string,
): Json {
  const happened = at(shop, updatedAt ?? createdAt);
  return {
    ...named("FulfillmentEvent", eventId),
    fulfillment_id: BigInt(id),
    order_id: BigInt(order.id),
    shop_id: BigInt(shop.id),
    status: status ?? "confirmed",
    message: null,
    happened_at: happened,
    created_at: happened,
    updated_at: happened,
    estimated_delivery_at: null,
    city: address.city,
    province: address.province,
    country: address.countryCode,
    zip: address.zip,
    address1: null,
    latitude: null,
    longitude: null,
  };
}
