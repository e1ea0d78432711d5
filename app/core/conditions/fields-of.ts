import type { Condition, Leaf } from "./condition.ts";
import { families } from "./operators/index.ts";

/**
 * The paths of the fields that a condition asks about or compares with, each once. What it asks of order lines counts
 * from each line and is not among them; the lines themselves are.
 */
export const fieldsOf = (condition: Condition): string[] => [...new Set(leavesOf(condition).flatMap(namedBy))];

/** The questions of a condition in the order of its trace. */
export function leavesOf(node: Condition): Leaf[] {
  if ("all" in node) return node.all.flatMap(leavesOf);
  if ("any" in node) return node.any.flatMap(leavesOf);
  return "not" in node ? leavesOf(node.not) : [node];
}

const naming = families.flatMap(({ operators }) => operators.filter(({ names }) => names));

function namedBy({ field, op, value }: Leaf): string[] {
  const named = naming
    .filter(({ key }) => key === op)
    .flatMap((operator) => {
      const wanted = operator.value.safeParse(value);
      return wanted.success ? (operator.names?.(wanted.data) ?? []) : [];
    });
  return [field, ...named.map((other) => other.field)];
}
