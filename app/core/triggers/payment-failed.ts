import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { namedOrderFields, sampleNamedOrder } from "./order-fields.ts";

const LOST: readonly unknown[] = ["failure", "error"];
/** What takes money from a customer; a refund that fails is the shop's own matter. */
const TAKES: readonly unknown[] = ["authorization", "capture", "sale", "emv_authorization"];

export const paymentFailed = defineTrigger({
  type: "payment_failed",
  label: "Payment failed",
  description: "The payment of an order does not go through.",
  family: "orders",
  subject: "order",
  topics: ["order_transactions/create"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [
    { path: "payment.amount", label: "Amount", type: "money", currency: "payment.currency" },
    { path: "payment.method", label: "Way of paying", type: "text" },
    { path: "payment.error_code", label: "The bank’s reason, as a code", type: "text" },
    { path: "payment.message", label: "The bank’s reason, in its words", type: "text" },
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
    LOST.includes(payment?.status) && TAKES.includes(payment?.kind) ? { kind: "candidate" } : { kind: "none" },
});
