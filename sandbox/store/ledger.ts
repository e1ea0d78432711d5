import { sold } from "./catalog.ts";
import type { Line, StoreState, Customer, Order } from "./state.ts";

export const SHIPPING = 500;

export const subtotal = (lines: readonly Line[]) => lines.reduce((sum, { variantId, quantity }) => sum + sold(variantId).variant.price * quantity, 0);

/** With shipping; prices include tax. */
export const total = (lines: readonly Line[]) => subtotal(lines) + SHIPPING;

/** "12.50" */
export const amount = (cents: number) => (cents / 100).toFixed(2);

export const ordersOf = (store: StoreState, customer: Customer): Order[] => store.orders.filter(({ customerId }) => customerId === customer.id);

export const spentBy = (store: StoreState, customer: Customer) =>
  ordersOf(store, customer)
    .filter(({ cancelledAt, refund }) => cancelledAt === null && refund === null)
    .reduce((sum, { lines }) => sum + total(lines), 0);
