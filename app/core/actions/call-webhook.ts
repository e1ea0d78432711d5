import { z } from "zod";
import { defineAction } from "./define.ts";
import { renderAll, template } from "./template.ts";

const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,49}$/);
const fieldsToSend = z.record(fieldName, template(1_000), {
  error: ({ code }) => (code === "invalid_key" ? "name it by letters, digits and underscores" : undefined),
});

export const callWebhook = defineAction({
  type: "call_webhook",
  label: "Send HTTP request",
  description: "Sends a signed JSON request to a URL of yours.",
  alsoCalled: ["webhook", "api", "call url", "post", "integration"],
  family: "team",
  config: z.object({
    url: z
      .url({ protocol: /^https?$/, error: "write a whole address, such as https://example.com/hook" })
      .max(2_000, "is longer than 2000 characters"),
    /** Extra fields of the body, by name. */
    fields: fieldsToSend.default({}),
  }),
  fields: [
    {
      name: "url",
      label: "URL",
      kind: "text",
      help: "Called by POST with a signed JSON body; addresses inside private networks are not called.",
    },
    {
      name: "fields",
      label: "Fields to send",
      kind: "record",
      optional: true,
      help: "Besides these, the body names the customer and the trigger.",
    },
  ],
  plan: ({ url, fields }, context) => {
    const rendered = renderAll(fields, context);
    if ("error" in rendered) return { kind: "refuse", reason: "template_error", detail: rendered.error };
    return { kind: "do", effect: { type: "call_webhook", url, body: { fields: rendered.texts, ...context.values } } };
  },
  format: ({ url }) => `HTTP request to ${new URL(url).host}`,
});
