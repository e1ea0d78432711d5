import { amount, orderTotal, priceOf } from "../ledger.ts";
import type { Order, Refund, Shop } from "../state.ts";
import { lineItem } from "./line-item.ts";
import { at, named, priceSet } from "./written.ts";

/** `refunds/create`, and the refunds of an order. */
export function refundBody(shop: Shop, order: Order, refund: Refund) {
  const created = at(shop, refund.createdAt);
  return {
    ...named("Refund", refund.id),
    order_id: BigInt(order.id),
    created_at: created,
    note: null,
    user_id: null,
    processed_at: created,
    duties: [],
    total_duties_set: priceSet(shop, 0),
    return: null,
    restock: true,
    refund_shipping_lines: [],
    order_adjustments: [],
    refund_line_items: order.lines.map((line) => {
      const cents = priceOf(line) * line.quantity;
      return {
        id: BigInt(line.id) + 1n,
        quantity: line.quantity,
        line_item_id: BigInt(line.id),
        location_id: null,
        restock_type: "return",
        subtotal: cents / 100,
        total_tax: 0,
        subtotal_set: priceSet(shop, cents),
        total_tax_set: priceSet(shop, 0),
        line_item: lineItem(shop, order, line),
      };
    }),
    transactions: [
      {
        ...named("OrderTransaction", refund.transactionId),
        order_id: BigInt(order.id),
        kind: "refund",
        gateway: "bogus",
        status: "success",
        message: null,
        created_at: created,
        test: true,
        processed_at: created,
        source_name: "web",
        receipt: {},
        amount: amount(orderTotal(order)),
        currency: shop.currency,
        payment_id: `#${order.number}.2`,
      },
    ],
  };
}
