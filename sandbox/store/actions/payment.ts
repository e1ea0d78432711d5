import { orderEvent, type StoreEvent } from "../events.ts";
import { orderOf, StoreRefusal } from "../find.ts";
import { newId } from "../ids.ts";
import { isPaid } from "../ledger.ts";
import { transactionBody } from "../payloads/transaction.ts";
import type { Order, StoreState } from "../state.ts";

function unpaid(store: StoreState, orderId: string): Order {
  const order = orderOf(store, orderId);
  if (order.cancelledAt !== null) throw new StoreRefusal(`order #${order.number} was cancelled`);
  if (isPaid(order)) throw new StoreRefusal(`order #${order.number} is paid already`);
  return order;
}

const attempt = (store: StoreState, order: Order, status: "success" | "failure", now: string): StoreEvent => ({
  topic: "order_transactions/create",
  body: transactionBody(store.shop, order, { id: newId(store), status, at: now }),
});

/** Pays a pending order. */
export function pay(store: StoreState, orderId: string, now: string): StoreEvent[] {
  const order = unpaid(store, orderId);
  order.paidAt = now;
  order.updatedAt = now;
  return [attempt(store, order, "success", now), orderEvent(store, "orders/paid", order)];
}

/** Declines a payment. The order stays open for another attempt. */
export const failToPay = (store: StoreState, orderId: string, now: string): StoreEvent[] => [
  attempt(store, unpaid(store, orderId), "failure", now),
];
