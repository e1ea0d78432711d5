import type { Json } from "../../webhooks/json.ts";
import { amount, orderTotal } from "../ledger.ts";
import type { Order, Shop } from "../state.ts";
import { at, named } from "./written.ts";

/** `order_transactions/create`: a payment attempt. */
export function transactionBody(
  shop: Shop,
  order: Order,
  attempt: { id: string; status: "success" | "failure"; at: string },
): Json {
  const failed = attempt.status === "failure";
  return {
    ...named("OrderTransaction", attempt.id),
    order_id: BigInt(order.id),
    kind: "sale",
    gateway: "bogus",
    status: attempt.status,
    message: failed ? "The card was declined" : "Transaction approved",
    error_code: failed ? "card_declined" : null,
    created_at: at(shop, attempt.at),
    processed_at: at(shop, attempt.at),
    test: true,
    parent_id: null,
    location_id: null,
    user_id: null,
    device_id: null,
    source_name: "web",
    receipt: {},
    amount: amount(orderTotal(order)),
    currency: shop.currency,
    authorization: null,
    payment_id: `#${order.number}.1`,
  };
}
