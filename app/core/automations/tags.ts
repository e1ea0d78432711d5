import { z } from "zod";

/** The tags of an automation, by which staff find it in the list. They change nothing of what it does. */
export const automationTags = z
  .array(
    z
      .string()
      .trim()
      .min(1, "write a tag")
      .max(40, "is longer than 40 characters")
      .regex(/^[^,]*$/, "has a comma; make it two tags"),
  )
  .max(20, "is more than 20 tags");

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Adds and removes tags. Tags that differ in case alone are the same; the earlier spelling stays. */
export function changeTags(
  tags: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): string[] {
  const kept = tags.filter((tag) => !remove.some((gone) => isSame(tag, gone)));
  for (const tag of add) if (!kept.some((other) => isSame(tag, other))) kept.push(tag);
  return kept;
}
