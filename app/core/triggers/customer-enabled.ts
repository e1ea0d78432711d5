import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const customerEnabled = defineTrigger({
  type: "customer_enabled",
  label: "Account opened",
  description: "A customer’s account at the shop is opened.",
  family: "customers",
  subject: "customer",
  topics: ["customers/enable"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: {},
  recognise: () => ({ kind: "candidate" }),
});
