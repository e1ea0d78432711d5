import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { namedOrderFields, sampleNamedOrder } from "./order-fields.ts";

const FAILED_STATUSES: readonly unknown[] = ["failure", "error"];
/** Transactions that charge the customer. A failed refund is no concern of the customer. */
const CHARGE_KINDS: readonly unknown[] = ["authorization", "capture", "sale", "emv_authorization"];

export const paymentFailed = defineTrigger({
  type: "payment_failed",
  label: "Payment failed",
  description: "The payment of an order does not go through.",
  alsoCalled: ["card declined", "transaction failed"],
  family: "orders",
  subject: "order",
  topics: ["order_transactions/create"],
  staleAfter: { amount: 24, unit: "hours" },
  needsStandingOrder: true,
  config: z.object({}),
  fields: [],
  offers: [
    { path: "payment.amount", label: "Amount", type: "money", currency: "payment.currency" },
    { path: "payment.method", label: "Way of paying", type: "text", kind: "label" },
    { path: "payment.error_code", label: "The bank’s reason, as a code", type: "text", kind: "code" },
    { path: "payment.message", label: "The bank’s reason, in its words", type: "text", kind: "note" },
    ...namedOrderFields,
  ],
  sample: {
    payment: {
      id: "7401",
      kind: "sale",
      status: "failure",
      amount: "86.00",
      currency: "USD",
      method: "visa",
      error_code: "card_declined",
      message: "The card was declined",
    },
    ...sampleNamedOrder,
  },
  recognise: ({ facts: { payment } }) =>
    FAILED_STATUSES.includes(payment?.status) && CHARGE_KINDS.includes(payment?.kind)
      ? { kind: "candidate" }
      : { kind: "none" },
});
