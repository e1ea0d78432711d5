import { z } from "zod";
import { defineAction } from "./define.ts";

export const exit = defineAction({
  type: "exit",
  label: "Exit",
  description: "Ends the automation for customers who reach this step.",
  alsoCalled: ["stop", "end", "leave"],
  family: "flow",
  cannotFail: true,
  config: z.object({}),
  fields: [],
  ends: true,
  plan: () => ({ kind: "exit" }),
  format: () => "Exit",
});
