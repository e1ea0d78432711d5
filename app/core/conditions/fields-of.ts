import type { Condition, Leaf } from "./condition.ts";
import { families } from "./operators/index.ts";

/**
 * The paths of all fields that a condition reads, each once. Nested questions on order lines are left out; the line
 * field itself is included.
 */
export const fieldsOf = (condition: Condition): string[] => [...new Set(leavesOf(condition).flatMap(fieldPathsOf))];

/** The questions of a condition, in trace order. */
export function leavesOf(node: Condition): Leaf[] {
  if ("all" in node) return node.all.flatMap(leavesOf);
  if ("any" in node) return node.any.flatMap(leavesOf);
  return "not" in node ? leavesOf(node.not) : [node];
}

const referencingOperators = families.flatMap(({ operators }) => operators.filter(({ names }) => names));

function fieldPathsOf({ field, op, value }: Leaf): string[] {
  const references = referencingOperators
    .filter(({ key }) => key === op)
    .flatMap((operator) => {
      const operand = operator.value.safeParse(value);
      return operand.success ? (operator.names?.(operand.data) ?? []) : [];
    });
  return [field, ...references.map((other) => other.field)];
}
