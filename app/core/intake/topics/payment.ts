import { defineReader } from "../define.ts";
import { money } from "../money.ts";
import { idOf, identified, numericId, note, text } from "../shapes.ts";

/** A payment, or an attempt at one. It names the order alone, whose customer is known from the order's own events. */
export const paymentReader = defineReader({
  topics: ["order_transactions/create"],
  payload: identified({
    order_id: numericId,
    kind: text,
    status: text,
    amount: money,
    currency: text,
    gateway: note,
    error_code: note,
    message: note,
  }),
  read: (payment) => ({
    // An order's payment may be tried many times over: they are all about the one order.
    subject: `order:${payment.order_id}`,
    relatedSubject: `order:${payment.order_id}`,
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
