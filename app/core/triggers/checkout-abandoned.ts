import { z } from "zod";
import { duration } from "../time/duration.ts";
import { defineTrigger } from "./define.ts";
import { linesField, sampleLines } from "./order-fields.ts";

export const checkoutAbandoned = defineTrigger({
  type: "checkout_abandoned",
  label: "Checkout abandoned",
  description: "A customer starts a checkout and does not finish in time.",
  alsoCalled: ["abandoned cart", "cart", "basket", "checkout recovery", "checkout started"],
  family: "checkouts",
  subject: "checkout",
  topics: ["checkouts/create", "checkouts/update"],
  // Carriers allow a reminder within 48 hours of abandonment.
  staleAfter: { amount: 48, unit: "hours" },
  config: z.object({ after: duration.default({ amount: 60, unit: "minutes" }) }),
  fields: [
    {
      name: "after",
      label: "Abandoned after",
      kind: "duration",
      help: "Counted from the last change of the checkout.",
    },
  ],
  offers: [
    { path: "checkout.url", label: "Link back to the checkout", type: "url" },
    { path: "checkout.total", label: "Checkout total", type: "money", currency: "checkout.currency" },
    { path: "checkout.subtotal", label: "Total before shipping", type: "money", currency: "checkout.currency" },
    { path: "checkout.item_count", label: "Number of items", type: "number" },
    { path: "checkout.first_item", label: "First item", type: "text", kind: "title" },
    linesField("checkout.lines", "Items"),
    { path: "checkout.created_at", label: "Started on", type: "date" },
  ],
  sample: {
    checkout: {
      token: "c0ffee",
      url: "https://juniper.example/checkouts/c0ffee/recover",
      total: "86.00",
      subtotal: "80.00",
      currency: "USD",
      item_count: 2,
      first_item: "Linen shirt",
      created_at: "2026-11-03T14:52:00Z",
      completed_at: null,
      lines: sampleLines,
    },
  },
  endsTrigger: "checkout_completed",
  // A checkout counts as abandoned when the delay passes without its completion or an order with its token.
  recognise: ({ facts }) => (facts.checkout?.completed_at ? { kind: "over" } : { kind: "candidate" }),
  delay: ({ after }) => after,
});
