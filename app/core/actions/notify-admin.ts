import { z } from "zod";
import { defineAction } from "./define.ts";
import { renderAll, template } from "./template.ts";

export const notifyAdmin = defineAction({
  type: "notify_admin",
  label: "Notify the team",
  description: "Sends your team a notice in Shopbell.",
  alsoCalled: ["alert", "internal notification", "staff"],
  family: "team",
  config: z.object({ title: template(200), body: template(2_000) }),
  fields: [
    { name: "title", label: "Title", kind: "template" },
    { name: "body", label: "Message", kind: "template" },
  ],
  plan: ({ title, body }, context) => {
    const rendered = renderAll({ title, body }, context);
    if ("error" in rendered) return { kind: "refuse", reason: "template_error", detail: rendered.error };
    return { kind: "do", effect: { type: "notify_admin", ...rendered.texts } };
  },
  format: ({ title }) => `Notify the team: “${title}”`,
});
