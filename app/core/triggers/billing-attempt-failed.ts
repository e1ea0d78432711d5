import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const billingAttemptFailed = defineTrigger({
  type: "billing_attempt_failed",
  label: "Subscription payment failed",
  description: "A subscription’s next payment does not go through.",
  alsoCalled: ["billing", "renewal failed", "card declined", "dunning"],
  family: "subscriptions",
  subject: "payment",
  topics: ["subscription_billing_attempts/failure"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [
    { path: "billing.error_code", label: "The reason, as a code", type: "text", kind: "code" },
    { path: "billing.message", label: "The reason, in words", type: "text", kind: "note" },
    { path: "subscription.id", label: "Subscription’s number", type: "text", kind: "code" },
  ],
  sample: {
    billing: { id: "7701", error_code: "payment_method_declined", message: "The card was declined" },
    subscription: { id: "7601" },
  },
  recognise: () => ({ kind: "candidate" }),
});
