import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { sampleSubscription, subscriptionFields } from "./subscription-fields.ts";

export const subscriptionCancelled = defineTrigger({
  type: "subscription_cancelled",
  label: "Subscription cancelled",
  description: "The customer or the shop cancels a subscription.",
  alsoCalled: ["canceled", "subscription ended", "churn"],
  family: "subscriptions",
  subject: "subscription",
  topics: ["subscription_contracts/cancel"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: subscriptionFields,
  sample: { subscription: { ...sampleSubscription.subscription, status: "cancelled" } },
  recognise: () => ({ kind: "candidate" }),
});
