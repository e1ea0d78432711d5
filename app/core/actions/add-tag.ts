import { z } from "zod";
import { defineAction } from "./define.ts";
import { tags, tagsField } from "./tags.ts";

export const addTag = defineAction({
  type: "add_tag",
  label: "Add a tag",
  description: "Adds tags to the customer in Shopify.",
  alsoCalled: ["tag customer", "label"],
  family: "customer",
  config: z.object({ tags }),
  fields: [tagsField],
  plan: (config) => ({ kind: "do", effect: { type: "add_tags", tags: config.tags } }),
  format: (config) => `Tag the customer: ${config.tags.join(", ")}`,
});
