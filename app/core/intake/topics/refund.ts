import { defineReader } from "../define.ts";
import { readRefund, refundFields } from "../order-parts.ts";
import { identifiedWith, numericId } from "../shapes.ts";

/** A refund's body lacks the customer, so intake takes the customer from the order's own events. */
export const refundReader = defineReader({
  topics: ["refunds/create"],
  payload: identifiedWith({ order_id: numericId }, refundFields),
  read: (body) => {
    const { items, pieces, ...refund } = readRefund(body);
    return {
      subject: `refund:${refund.id}`,
      relatedSubject: `order:${body.order_id}`,
      happenedAt: refund.at,
      order: { orderId: body.order_id, stage: 0, whole: null, refunds: [refund], shipments: [] },
      facts: {
        refund: {
          id: refund.id,
          amount: refund.amount,
          currency: refund.currency,
          reason: body.note,
          items,
          item_count: pieces,
        },
        order: { id: body.order_id, name: null, status_url: null },
      },
    };
  },
});
