import { z } from "zod";
import { defineAction } from "./define.ts";
import { render, template } from "./template.ts";

/** Stored only in this app: Shopify has no birthday field. */
export const BIRTHDAY = "birthday";

/** Shopify's own fields that the action can write; all other keys are custom fields. */
export const shopifyFields = ["first_name", "last_name", "note"] as const;

export const updateField = defineAction({
  type: "update_field",
  label: "Set a field",
  description: "Sets a field of the customer: the name, a note, the birthday, or a custom field.",
  alsoCalled: ["update customer", "metafield", "note", "birthday", "property"],
  family: "customer",
  config: z.object({
    field: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,49}$/, "use small letters, digits and underscores, such as favourite_colour"),
    value: template(1_000),
  }),
  fields: [
    {
      name: "field",
      label: "Field",
      kind: "text",
      help:
        "One of these, or a custom field such as favourite_colour. A birthday is a date such as " +
        "1990-03-14, or 03-14 without the year.",
      options: [
        { value: "first_name", label: "First name" },
        { value: "last_name", label: "Last name" },
        { value: "note", label: "Note" },
        { value: BIRTHDAY, label: "Birthday" },
      ],
    },
    { name: "value", label: "Value", kind: "template" },
  ],
  plan: ({ field, value }, context) => {
    const rendered = render(value, context);
    return "error" in rendered
      ? { kind: "refuse", reason: "template_error", detail: rendered.error }
      : { kind: "do", effect: { type: "update_field", field, value: rendered.text } };
  },
  format: ({ field, value }) => `Set ${field} to “${value}”`,
});
