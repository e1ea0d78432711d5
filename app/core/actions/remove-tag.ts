import { z } from "zod";
import { defineAction } from "./define.ts";
import { tags, tagsField } from "./tags.ts";

export const removeTag = defineAction({
  type: "remove_tag",
  label: "Remove a tag",
  description: "Removes tags from the customer in Shopify.",
  alsoCalled: ["untag"],
  family: "customer",
  config: z.object({ tags }),
  fields: [tagsField],
  plan: (config) => ({ kind: "do", effect: { type: "remove_tags", tags: config.tags } }),
  format: (config) => `Remove tags: ${config.tags.join(", ")}`,
});
