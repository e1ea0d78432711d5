import { sold } from "./catalog.ts";
import type { Line, StoreState, Customer, Order } from "./state.ts";

export const SHIPPING = 500;

/** The unit price at the time it was added to the cart. */
export const priceOf = ({ variantId, price }: Line) => price ?? sold(variantId).variant.price;

export const subtotal = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + priceOf(line) * line.quantity, 0);

/** With shipping. Prices include tax. */
export const total = (lines: readonly Line[]) => subtotal(lines) + SHIPPING;

/** Less the discount. */
export const orderSubtotal = ({ lines, discount }: Pick<Order, "lines" | "discount">) =>
  subtotal(lines) - (discount?.cents ?? 0);

/** What the customer pays: with shipping, less the discount. */
export const orderTotal = (order: Pick<Order, "lines" | "discount">) => orderSubtotal(order) + SHIPPING;

/** "12.50" */
export const amount = (cents: number) => (cents / 100).toFixed(2);

/** Orders are paid at once, except those with payment later. */
export const isPaid = ({ paidAt }: Order) => paidAt !== null;

/** In the values of webhooks. */
export function financialStatusOf(order: Order): "paid" | "pending" | "refunded" | "voided" {
  if (order.refund !== null) return "refunded";
  if (order.cancelledAt !== null) return isPaid(order) ? "refunded" : "voided";
  return isPaid(order) ? "paid" : "pending";
}

export const ordersOf = (store: StoreState, customer: Customer): Order[] =>
  store.orders.filter(({ customerId }) => customerId === customer.id);

export const spentBy = (store: StoreState, customer: Customer) =>
  ordersOf(store, customer)
    .filter((order) => isPaid(order) && order.cancelledAt === null && order.refund === null)
    .reduce((sum, order) => sum + orderTotal(order), 0);
