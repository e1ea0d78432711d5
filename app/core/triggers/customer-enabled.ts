import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const customerEnabled = defineTrigger({
  type: "customer_enabled",
  label: "Customer account enabled",
  description: "A customer’s account at the shop is enabled.",
  alsoCalled: ["account opened", "account activated", "invite accepted"],
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
