import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const customerUpdated = defineTrigger({
  type: "customer_updated",
  label: "Customer updated",
  description: "A customer’s record changes.",
  alsoCalled: ["customer changed", "profile updated"],
  family: "customers",
  subject: "customer",
  topics: ["customers/update"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: {},
  recognise: () => ({ kind: "candidate" }),
});
