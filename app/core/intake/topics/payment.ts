import { defineReader } from "../define.ts";
import { idOf, identifiedWith, moment, money, numericId, text } from "../shapes.ts";

/**
 * A payment or a payment attempt. Its body lacks the customer, so intake takes the customer from the order's own
 * events.
 */
export const paymentReader = defineReader({
  topics: ["order_transactions/create"],
  payload: identifiedWith(
    { order_id: numericId },
    {
      processed_at: moment,
      created_at: moment,
      kind: text,
      status: text,
      amount: money,
      currency: text,
      gateway: text,
      error_code: text,
      message: text,
    },
  ),
  read: (payment) => ({
    // All attempts share the order's subject: an order may be paid in several attempts.
    subject: `order:${payment.order_id}`,
    relatedSubject: `order:${payment.order_id}`,
    happenedAt: payment.processed_at ?? payment.created_at,
    facts: {
      payment: {
        id: idOf(payment),
        kind: payment.kind,
        status: payment.status,
        amount: payment.amount,
        currency: payment.currency,
        method: payment.gateway,
        error_code: payment.error_code,
        message: payment.message,
      },
      order: { id: payment.order_id, name: null, status_url: null },
    },
  }),
});
