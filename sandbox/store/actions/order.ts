import { Temporal } from "#core/time/time.ts";
import { checkoutEvent, orderEvent, type StoreEvent } from "../events.ts";
import { customerOf, discountOfCode, openCheckout, orderOf, StoreRefusal } from "../find.ts";
import { newId, newToken } from "../ids.ts";
import { isPaid, subtotal } from "../ledger.ts";
import { refundBody } from "../payloads/refund.ts";
import type { Checkout, Order, StoreState } from "../state.ts";
import { goToCheckout } from "./cart.ts";

const FIRST_NUMBER = 1_001;

/**
 * Orders the checkout's lines, after starting a checkout if there is none. The order carries the checkout's token.
 * @param later for an order that is not paid at once
 * @param code a discount code; one that is not valid is ignored
 */
export function placeOrder(
  store: StoreState,
  customerId: string,
  { later, code }: { later: boolean; code?: string },
  now: string,
): StoreEvent[] {
  const before = openCheckout(store, customerId) ? [] : goToCheckout(store, customerId, now);
  const checkout = openCheckout(store, customerId);
  if (!checkout || checkout.lines.length === 0) throw new StoreRefusal("the cart is empty");
  const order: Order = {
    id: newId(store),
    number: FIRST_NUMBER + store.orders.length,
    token: newToken(),
    checkoutToken: checkout.token,
    cartToken: checkout.cartToken,
    customerId,
    lines: checkout.lines.map((line) => ({ ...line, id: newId(store) })),
    shippingLineId: newId(store),
    ...discountFor(store, checkout, code, now),
    createdAt: now,
    updatedAt: now,
    paidAt: later ? null : now,
    cancelledAt: null,
    fulfillment: null,
    refund: null,
  };
  store.orders.push(order);
  checkout.completedAt = now;
  checkout.updatedAt = now;
  customerOf(store, customerId).updatedAt = now;
  delete store.carts[customerId];
  return [
    ...before,
    orderEvent(store, "orders/create", order),
    ...(later ? [] : [orderEvent(store, "orders/paid", order)]),
    checkoutEvent(store, "checkouts/update", checkout),
  ];
}

/** What a discount code takes off, if the store has it and it holds at this time; only percentages are worth something. */
function discountFor(
  store: StoreState,
  { lines, customerId }: Checkout,
  code: string | undefined,
  now: string,
): Pick<Order, "discount"> {
  const found = code ? discountOfCode(store, code) : undefined;
  const percentage = Number(/^(\d+(?:\.\d+)?)% off$/.exec(found?.worth ?? "")?.[1]);
  const isOver = found?.endsAt != null && Temporal.Instant.compare(found.endsAt, now) <= 0;
  if (!found || !percentage || isOver || found.onlyFor?.includes(customerId) === false) return {};
  return {
    discount: { code: code ?? found.code, percentage, cents: Math.round((subtotal(lines) * percentage) / 100) },
  };
}

export function cancel(store: StoreState, orderId: string, now: string): StoreEvent[] {
  const order = orderOf(store, orderId);
  if (order.cancelledAt !== null) throw new StoreRefusal(`order #${order.number} was cancelled already`);
  if (order.fulfillment) throw new StoreRefusal(`order #${order.number} is on its way`);
  order.cancelledAt = now;
  order.updatedAt = now;
  return [orderEvent(store, "orders/cancelled", order)];
}

export function refund(store: StoreState, orderId: string, now: string): StoreEvent[] {
  const order = orderOf(store, orderId);
  if (order.refund) throw new StoreRefusal(`order #${order.number} was refunded already`);
  if (!isPaid(order)) throw new StoreRefusal(`order #${order.number} is not paid`);
  order.refund = { id: newId(store), createdAt: now, transactionId: newId(store) };
  order.updatedAt = now;
  return [
    { topic: "refunds/create", body: refundBody(store.shop, order, order.refund) },
    orderEvent(store, "orders/updated", order),
  ];
}
