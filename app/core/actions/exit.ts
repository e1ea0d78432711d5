import { z } from "zod";
import { defineAction } from "./define.ts";

export const exit = defineAction({
  type: "exit",
  label: "Leave",
  family: "flow",
  config: z.object({}),
  fields: [],
  plan: () => ({ kind: "exit" }),
  tell: () => "The customer leaves here",
});
