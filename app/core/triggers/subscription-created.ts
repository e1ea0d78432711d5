import { z } from "zod";
import { defineTrigger } from "./define.ts";
import { sampleSubscription, subscriptionFields } from "./subscription-fields.ts";

export const subscriptionCreated = defineTrigger({
  type: "subscription_created",
  label: "Subscription created",
  description: "A customer subscribes to a product.",
  alsoCalled: ["subscription contract", "recurring", "new subscription"],
  family: "subscriptions",
  subject: "subscription",
  topics: ["subscription_contracts/create"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: subscriptionFields,
  sample: sampleSubscription,
  recognise: () => ({ kind: "candidate" }),
});
