import { z } from "zod";

/** Shopify's limits: 250 tags per customer, 255 characters per tag, and commas separate tags. */
export const tags = z
  .array(
    z
      .string()
      .trim()
      .min(1, "write the tag")
      .max(255, "is longer than 255 characters")
      .regex(/^[^,]*$/, "must not contain a comma"),
  )
  .min(1, "name a tag")
  .max(20, "is more than 20 tags");

export const tagsField = { name: "tags", label: "Tags", kind: "list", suggests: "tags" } as const;
