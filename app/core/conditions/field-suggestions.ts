import type { FieldType, OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import type { Leaf } from "./condition.ts";
import { operatorOf } from "./operators/index.ts";

/** The types that a custom value may have, the strictest first. */
export const suggestedFields: readonly FieldType[] = ["number", "date", "boolean", "list", "text"];

/**
 * The fields that a question may refer to: the offered field; or, for a custom key, one field per type that fits the
 * operator and value. Empty for an unknown field.
 */
export function fieldSuggestions({ field: path, op, value }: Leaf, offered: readonly OfferedField[]): OfferedField[] {
  const known = offered.find((field) => field.path === path);
  if (known) return [known];
  if (!isCustomKey(path)) return [];
  const label = path.split(".").slice(2).join(".");
  return suggestedFields
    .filter((type) => operatorOf(type, op)?.value.safeParse(value).success)
    .map((type) => ({ path, label, type }));
}
