import type { Json } from "../webhooks/json.ts";
import { checkoutBody } from "./payloads/checkout.ts";
import { consentBody, customerBody } from "./payloads/customer.ts";
import { orderBody } from "./payloads/order.ts";
import type { Checkout, Customer, Order, StoreState } from "./state.ts";
import { customerOf } from "./find.ts";

/** A webhook: topic and body. */
export interface StoreEvent {
  topic: string;
  body: Json;
}

export const checkoutEvent = (
  store: StoreState,
  topic: "checkouts/create" | "checkouts/update",
  checkout: Checkout,
): StoreEvent => ({
  topic,
  body: checkoutBody(store.shop, checkout, customerOf(store, checkout.customerId)),
});

export const orderEvent = (store: StoreState, topic: `orders/${string}`, order: Order): StoreEvent => ({
  topic,
  body: orderBody(store.shop, order, customerOf(store, order.customerId)),
});

export const customerEvent = (
  store: StoreState,
  topic: `customers/${"create" | "update" | "enable" | "disable"}`,
  customer: Customer,
): StoreEvent => ({
  topic,
  body: customerBody(store.shop, customer),
});

export const consentEvent = (store: StoreState, customer: Customer): StoreEvent => ({
  topic: "customers_marketing_consent/update",
  body: consentBody(store.shop, customer),
});
