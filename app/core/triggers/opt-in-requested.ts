import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const optInRequested = defineTrigger({
  type: "opt_in_requested",
  label: "Double opt-in requested",
  description: "A customer signs up for SMS marketing and has yet to answer YES.",
  alsoCalled: ["confirm subscription", "pending consent"],
  family: "customers",
  subject: "customer",
  topics: ["customers_marketing_consent/update", "shopbell/opt_in_requested"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: { consent: { state: "pending", opt_in_level: "confirmed_opt_in" } },
  recognise: ({ facts: { consent } }) => (consent?.state === "pending" ? { kind: "candidate" } : { kind: "none" }),
});
