import { z } from "zod";
import { defineAction } from "./define.ts";

export const startAutomation = defineAction({
  type: "start_automation",
  label: "Start another automation",
  description: "Starts another automation for the customer.",
  alsoCalled: ["trigger flow", "run workflow", "chain"],
  family: "flow",
  config: z.object({ automationId: z.uuid("choose an automation") }),
  fields: [
    {
      name: "automationId",
      label: "Automation",
      kind: "automation",
      help: "An automation with the trigger “Manual”.",
    },
  ],
  plan: ({ automationId }) => ({ kind: "do", effect: { type: "start_automation", automationId } }),
  format: () => "Start another automation for the customer",
});
