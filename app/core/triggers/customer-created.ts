import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const customerCreated = defineTrigger({
  type: "customer_created",
  label: "Customer created",
  description:
    "A customer is created: by an order, an account, or by hand. A sign-up for texts starts “Subscribed to SMS” instead.",
  alsoCalled: ["new customer", "sign up"],
  family: "customers",
  subject: "customer",
  topics: ["customers/create"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: {},
  recognise: () => ({ kind: "candidate" }),
});
