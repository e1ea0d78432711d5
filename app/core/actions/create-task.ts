import { z } from "zod";
import { after, duration, formatDuration } from "../time/duration.ts";
import { defineAction } from "./define.ts";
import { renderAll, template } from "./template.ts";

export const createTask = defineAction({
  type: "create_task",
  label: "Create a task",
  description: "Asks your team to do something, with a date to do it by.",
  alsoCalled: ["to-do", "todo", "reminder for the team"],
  family: "team",
  config: z.object({ title: template(200), note: template(2_000).optional(), dueIn: duration.optional() }),
  fields: [
    { name: "title", label: "Title", kind: "template" },
    { name: "note", label: "Note", kind: "template", optional: true },
    { name: "dueIn", label: "Due in", kind: "duration", optional: true },
  ],
  plan: ({ title, note, dueIn }, context) => {
    const rendered = renderAll({ title, note: note ?? "" }, context);
    if ("error" in rendered) return { kind: "refuse", reason: "template_error", detail: rendered.error };
    const dueAt = dueIn ? after(context.now, dueIn, context.shopTimezone).toString() : null;
    return { kind: "do", effect: { type: "create_task", ...rendered.texts, dueAt } };
  },
  format: ({ title, dueIn }) => `Task for the team: “${title}”${dueIn ? `, due in ${formatDuration(dueIn)}` : ""}`,
});
