import { z } from "zod";
import { consentFields } from "./consent-fields.ts";
import { defineTrigger } from "./define.ts";

export const consentGranted = defineTrigger({
  type: "consent_granted",
  label: "Subscribed to SMS",
  description: "A customer subscribes to SMS marketing.",
  alsoCalled: ["opt in", "opted in", "signed up", "sign up", "subscriber", "marketing consent", "welcome"],
  family: "customers",
  subject: "customer",
  topics: ["customers_marketing_consent/update", "shopbell/consent_granted"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: consentFields,
  sample: { consent: { state: "subscribed", opt_in_level: "single_opt_in" } },
  recognise: ({ facts: { consent } }) => (consent?.state === "subscribed" ? { kind: "candidate" } : { kind: "none" }),
});
