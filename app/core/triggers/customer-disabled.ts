import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const customerDisabled = defineTrigger({
  type: "customer_disabled",
  label: "Customer account disabled",
  description: "A customer’s account at the shop is disabled.",
  alsoCalled: ["account closed", "account deactivated"],
  family: "customers",
  subject: "customer",
  topics: ["customers/disable"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: {},
  recognise: () => ({ kind: "candidate" }),
});
