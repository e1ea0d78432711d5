import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const manual = defineTrigger({
  type: "manual",
  label: "Manual",
  description: "You start it yourself for a customer.",
  alsoCalled: ["by hand", "start yourself"],
  family: "others",
  subject: "start",
  topics: ["shopbell/manual"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [],
  sample: {},
  recognise: () => ({ kind: "candidate" }),
});
