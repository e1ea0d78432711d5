import type { OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import type { Condition, Leaf } from "../conditions/condition.ts";
import { fieldSuggestions } from "../conditions/field-suggestions.ts";
import { operatorOf } from "../conditions/operators/index.ts";
import type { Instant } from "../time/time.ts";
import { testOf } from "./compile-test.ts";
import type { CustomType, LinesHold, OrderKey, Predicate } from "./predicate.ts";

/** What conditions are compiled with: the fields, and the moment and zone that relative times count from. */
export interface CompileScope {
  offered: readonly OfferedField[];
  now: Instant;
  timezone: string;
}

const NEVER: Predicate = { kind: "constant", holds: false };

/**
 * Compiles conditions to a tree for the database. The tree holds for the same customers as `evaluate` of
 * `core/conditions`; a test compares both.
 */
export function compileCondition(node: Condition, scope: CompileScope): Predicate {
  if ("all" in node) return { kind: "all", parts: node.all.map((part) => compileCondition(part, scope)) };
  if ("any" in node) return { kind: "any", parts: node.any.map((part) => compileCondition(part, scope)) };
  if ("not" in node) return { kind: "not", part: compileCondition(node.not, scope) };
  return compileLeaf(node, scope);
}

function compileLeaf(leaf: Leaf, scope: CompileScope): Predicate {
  if (isCustomKey(leaf.field)) return compileCustom(leaf, scope);
  const field = scope.offered.find(({ path }) => path === leaf.field);
  const operator = field && operatorOf(field.type, leaf.op);
  const operand = operator?.value.safeParse(leaf.value);
  // As the evaluator: a question that cannot be read does not hold.
  if (!field || !operator || !operand?.success) return NEVER;
  if (field.type === "lines") return compileLines(leaf, field, operand.data, scope);
  const test = testOf(field, leaf.op, operand.data, scope);
  return test ? { kind: "fact", fact: leaf.field, test, missing: operator.matchesMissing ?? false } : NEVER;
}

function compileLines({ field: lines, op }: Leaf, field: OfferedField, value: unknown, scope: CompileScope): Predicate {
  const inside = { ...scope, offered: field.of ?? [] };
  if (op === "count") {
    const { where, is, count } = value as { where?: Condition; is: OrderKey; count: number };
    return {
      kind: "lines",
      lines,
      where: where ? compileCondition(where, inside) : null,
      holds: { of: "count", is, count },
    };
  }
  return {
    kind: "lines",
    lines,
    where: compileCondition(value as Condition, inside),
    holds: { of: quantifiers[op] ?? "any" },
  };
}

const quantifiers: Readonly<Record<string, Exclude<LinesHold["of"], "count">>> = {
  any_line: "any",
  no_line: "none",
  every_line: "every",
};

/** The types of custom values that the database can compare; it cannot read a date out of any text without failing. */
const customTypes: readonly CustomType[] = ["number", "boolean", "list", "text"];

function compileCustom(leaf: Leaf, scope: CompileScope): Predicate {
  const candidates = fieldSuggestions(leaf, []);
  const [first] = candidates;
  const key = /^customer\.fields\.(.+)$/.exec(leaf.field)?.[1];
  if (!first || key === undefined) return NEVER;
  return {
    kind: "custom",
    key,
    missing: operatorOf(first.type, leaf.op)?.matchesMissing ?? false,
    tests: candidates.flatMap((field) => {
      const type = customTypes.find((each) => each === field.type);
      const test = type && testOf(field, leaf.op, leaf.value, scope);
      return type && test ? [{ type, test }] : [];
    }),
  };
}
