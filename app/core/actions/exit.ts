import { z } from "zod";
import { defineAction } from "./define.ts";

export const exit = defineAction({
  type: "exit",
  label: "Leave",
  description: "Ends it here for whoever comes this way.",
  family: "flow",
  config: z.object({}),
  fields: [],
  ends: true,
  plan: () => ({ kind: "exit" }),
  format: () => "The customer leaves here",
});
