import { z } from "zod";
import { defineAction } from "./define.ts";
import { renderMessage } from "../sending/templates/render.ts";
import { renderAll, template } from "./template.ts";

export const sendEmail = defineAction({
  type: "send_email",
  label: "Send email",
  description: "A plain email to the customer’s address.",
  alsoCalled: ["e-mail", "mail"],
  family: "messages",
  config: z.object({ subject: template(200), body: template(10_000) }),
  fields: [
    { name: "subject", label: "Subject", kind: "template" },
    { name: "body", label: "Message", kind: "template", channel: "email" },
  ],
  plan: ({ subject, body }, context) => {
    const rendered = renderAll({ subject, body }, context, renderMessage);
    if ("error" in rendered) return { kind: "refuse", reason: "template_error", detail: rendered.error };
    return { kind: "email", subject: rendered.texts.subject.replaceAll("\n", " "), body: rendered.texts.body };
  },
  format: ({ subject }) => `Email: “${subject}”`,
});
