import type { FieldType, OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import type { Leaf } from "./condition.ts";
import { operatorOf } from "./operators/index.ts";

/** What a value of the merchant's own making may be taken for, the stricter first. */
export const suggestedFields: readonly FieldType[] = ["number", "date", "boolean", "list", "text"];

/**
 * The fields that a question may mean: the one that is offered; or, for a key of the merchant's own, one of each type
 * to which such a question can be put. None where there is no such field.
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
