import { z } from "zod";
import { defineAction } from "./define.ts";
import { template } from "./template.ts";
import { renderText } from "../sending/templates/render.ts";

export const sendSms = defineAction({
  type: "send_sms",
  label: "Send SMS",
  description: "One text to the customer’s phone, if they may have it at that moment.",
  alsoCalled: ["text message", "message", "text", "text customer"],
  family: "messages",
  config: z.object({
    body: template(),
    /** What to do with the text when the frequency cap is reached. */
    overCap: z.enum(["skip", "defer"]).default("skip"),
  }),
  fields: [
    { name: "body", label: "Message", kind: "template", channel: "sms" },
    {
      name: "overCap",
      label: "If the frequency cap is reached",
      kind: "choice",
      options: [
        { value: "skip", label: "Skip" },
        { value: "defer", label: "Send it later" },
      ],
    },
  ],
  plan: ({ body, overCap }, context) => {
    const rendered = renderText(body, context.values, context);
    return {
      kind: "text",
      overCap,
      draft: "error" in rendered ? { refused: "template_error", detail: rendered.error } : { body: rendered.text },
    };
  },
  format: ({ body }) => `SMS: “${body}”`,
});
