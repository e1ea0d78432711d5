import type { OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import { checkCondition, checkListedValues, condition, type Condition } from "../conditions/index.ts";
import { fieldSuggestions } from "../conditions/field-suggestions.ts";
import { leavesOf } from "../conditions/fields-of.ts";
import type { Leaf } from "../conditions/condition.ts";
import type { Problem } from "../problem.ts";

/** Checks the conditions of a segment and reports all problems at once. */
export function checkSegmentConditions(
  document: unknown,
  offered: readonly OfferedField[],
  path = "conditions",
): Problem[] {
  const problems = checkCondition(document, offered, path);
  if (problems.length > 0) return problems;
  const parsed = condition.safeParse(document);
  if (!parsed.success) return [{ path, message: "cannot be read: start it over" }];
  const leaves = leavesOf(parsed.data);
  if (leaves.length === 0) return [{ path, message: "has no condition, so it would hold everyone: add one" }];
  return [
    ...checkListedValues(document, offered, path),
    ...leaves.flatMap((leaf) => customProblem(leaf).map((message) => ({ path, message }))),
  ];
}

/** What a segment cannot ask of a merchant's own fields. */
function customProblem(leaf: Leaf): string[] {
  if (!isCustomKey(leaf.field)) return [];
  if (!leaf.field.startsWith("customer.fields."))
    return [`cannot ask about ${leaf.field}: a segment knows customers, not one event; use a field of the customer`];
  return fieldSuggestions(leaf, []).every(({ type }) => type === "date")
    ? [`cannot compare ${leaf.field} as a date; keep it as a number or a text, or ask whether it is set`]
    : [];
}

/** The ids of the segments that conditions name. */
export const segmentsNamed = (conditions: Condition): string[] => [
  ...new Set(
    leavesOf(conditions).flatMap(({ field, value }) =>
      field === "customer.segments" && Array.isArray(value)
        ? value.filter((one): one is string => typeof one === "string")
        : [],
    ),
  ),
];

/**
 * Whether a segment would count itself: by its own conditions, or by those of segments that it names.
 * @param namedBy the ids that each segment of the shop names
 */
export function namesItself(
  id: string,
  named: readonly string[],
  namedBy: ReadonlyMap<string, readonly string[]>,
): boolean {
  const seen = new Set<string>();
  const open = [...named];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(namedBy.get(next) ?? []));
  }
  return false;
}
