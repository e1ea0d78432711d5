import { z } from "zod";
import { customerFields, defineTrigger, samplePeople, shopFields } from "./define.ts";

export const consentGranted = defineTrigger({
  type: "consent_granted",
  label: "SMS consent given",
  description: "Someone agrees to receive marketing texts.",
  topics: ["customers_marketing_consent/update"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [...customerFields, ...shopFields],
  sample: { ...samplePeople, consent: { state: "subscribed", opt_in_level: "single_opt_in" } },
  recognise: ({ consent }) => (consent?.state === "subscribed" ? { kind: "candidate" } : { kind: "none" }),
});
