import type { Customer, Fulfillment, Order, Shop } from "../state.ts";
import { mailingAddress } from "./customer.ts";
import { lineItem } from "./line-item.ts";
import { at, named } from "./written.ts";

/** `fulfillments/create`, and what a fulfilled order carries. */
export function fulfillmentBody(shop: Shop, order: Order, customer: Customer, fulfillment: Fulfillment) {
  const tracking = `https://tracking.example/${fulfillment.trackingNumber}`;
  return {
    ...named("Fulfillment", fulfillment.id),
    order_id: BigInt(order.id),
    status: "success",
    created_at: at(shop, fulfillment.createdAt),
    service: "manual",
    updated_at: at(shop, fulfillment.createdAt),
    tracking_company: "UPS",
    shipment_status: null,
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
