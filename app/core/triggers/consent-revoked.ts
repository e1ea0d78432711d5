import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const consentRevoked = defineTrigger({
  type: "consent_revoked",
  label: "Unsubscribed from SMS",
  description:
    "A customer unsubscribes from SMS marketing. They get no marketing texts; use it for notes, tags and tasks.",
  alsoCalled: ["unsubscribe", "opt out", "opted out", "stop", "consent withdrawn"],
  family: "customers",
  subject: "customer",
  topics: ["customers_marketing_consent/update", "shopbell/consent_revoked"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: { consent: { state: "unsubscribed", opt_in_level: "single_opt_in" } },
  recognise: ({ facts: { consent } }) => (consent?.state === "unsubscribed" ? { kind: "candidate" } : { kind: "none" }),
});
