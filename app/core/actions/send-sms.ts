import { z } from "zod";
import { checkTemplate, renderTemplate } from "../templates/engine.ts";
import { defineAction } from "./define.ts";

const template = z
  .string()
  .trim()
  .min(1, "write what the text says")
  .max(5_000, "is longer than any text may be")
  .superRefine((source, issues) => {
    const problem = checkTemplate(source);
    if (problem) issues.addIssue({ code: "custom", message: problem });
  });

export const sendSms = defineAction({
  type: "send_sms",
  label: "Send a text",
  config: z.object({ body: template }),
  fields: [{ name: "body", label: "Message", kind: "template" }],
  plan: ({ body }, { variables, now, timezone }) => {
    const rendered = renderTemplate(body, variables, { now, timezone });
    return "error" in rendered ? { refused: "template_error", detail: rendered.error } : { effects: [{ type: "send_sms", body: rendered.text }] };
  },
  tell: ({ body }) => `Text: “${body}”`,
});
