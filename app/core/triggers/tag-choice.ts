import { z } from "zod";
import type { FormField, OfferedField } from "../automations/fields.ts";

/** The tags to match, ignoring case like Shopify; empty for any tag. */
export const tagChoice = z.object({
  tags: z
    .array(z.string().trim().min(1, "write the tag").max(255, "is longer than 255 characters"))
    .max(50, "is more than 50 tags")
    .default([]),
});

export const tagChoiceFields: readonly FormField[] = [
  {
    name: "tags",
    label: "Any of these tags",
    kind: "list",
    suggests: "tags",
    help: "Leave empty for any tag.",
    optional: true,
  },
];

export const matchesTags = ({ tags }: z.infer<typeof tagChoice>, changed: readonly string[]): boolean => {
  const changedTags = new Set(changed.map((tag) => tag.toLowerCase()));
  return tags.length === 0 || tags.some((tag) => changedTags.has(tag.toLowerCase()));
};

export const tagFields = (what: string): readonly OfferedField[] => [
  { path: "change.tag", label: `Tag ${what}`, type: "text", kind: "label", suggests: "tags" },
  { path: "change.tags", label: `Tags ${what}`, type: "list", kind: "label", suggests: "tags" },
];
