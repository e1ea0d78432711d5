import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const manual = defineTrigger({
  type: "manual",
  label: "By hand",
  description: "You choose a customer or a segment and start it yourself.",
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
