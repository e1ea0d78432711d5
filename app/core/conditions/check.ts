import type { OfferedField } from "../automations/fields.ts";
import type { Problem } from "../problem.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import { MAX_DEPTH, MAX_LEAVES, NO_CONDITION, shapes, type Leaf } from "./condition.ts";
import { nearest } from "./nearest.ts";
import type { Operator } from "./operators/define.ts";
import { familyOf, operatorOf } from "./operators/index.ts";
import { fieldSuggestions, suggestedFields } from "./field-suggestions.ts";
import { isRecord, ownValue, type PlainRecord } from "../plain-data.ts";

/** Collects the result of one check. */
interface Findings {
  problems: Problem[];
  leaves: number;
}

type CheckContext = { path: string; depth: number; offered: readonly OfferedField[]; findings: Findings };

/**
 * Validates a condition and reports all problems at once.
 * @param condition unvalidated input of any shape
 * @param offered the available fields
 * @param path the condition's path in its document, such as "conditions"
 */
export function checkCondition(condition: unknown, offered: readonly OfferedField[], path = ""): Problem[] {
  const findings: Findings = { problems: [], leaves: 0 };
  checkNode(condition, { path, depth: 1, offered, findings });
  if (findings.leaves <= MAX_LEAVES) return findings.problems;
  return [
    { path, message: `asks ${findings.leaves} questions, ${MAX_LEAVES} at most; let a segment or a branch take some` },
    ...findings.problems,
  ];
}

function checkNode(node: unknown, context: CheckContext): void {
  if (context.depth > MAX_DEPTH) return report(context, `is nested deeper than ${MAX_DEPTH} levels; make it flatter`);
  if (!isRecord(node)) return report(context, NO_CONDITION);
  const [shape, ...others] = shapes.filter((key) => Object.hasOwn(node, key));
  if (!shape) return report(context, NO_CONDITION);
  if (others.length > 0) return report(context, `has both "${shape}" and "${others.join('" and "')}"; keep one`);

  const known = shape === "field" ? ["field", "op", "value"] : [shape];
  for (const key of Object.keys(node))
    if (!known.includes(key)) report(childOf(context, key), "does not belong into a condition");
  if (shape === "field") checkLeaf(node, context);
  else if (shape === "not") checkNode(node.not, nestedIn(context, "not"));
  else checkGroup(node[shape], shape, context);
}

function checkGroup(parts: unknown, shape: "all" | "any", context: CheckContext): void {
  const here = childOf(context, shape);
  if (!Array.isArray(parts)) return report(here, "must be a list of conditions");
  if (parts.length > MAX_LEAVES) return report(here, `holds ${parts.length} conditions, ${MAX_LEAVES} at most`);
  if (shape === "any" && parts.length === 0) return report(here, "is empty, and so would never hold; add a condition");
  for (const [at, part] of parts.entries()) checkNode(part, nestedIn(here, String(at)));
}

function checkLeaf(leaf: PlainRecord, context: CheckContext): void {
  context.findings.leaves++;
  if (typeof leaf.field === "string" && isCustomKey(leaf.field)) return checkCustomKey(leaf, context);
  const field = findField(leaf.field, childOf(context, "field"));
  if (!field) return;
  const operators = familyOf(field.type)
    .operators.map(({ key }) => key)
    .join(", ");
  const operator = typeof leaf.op === "string" ? operatorOf(field.type, leaf.op) : undefined;
  if (!operator)
    return report(
      childOf(context, "op"),
      `"${textOf(leaf.op)}" cannot be asked of ${field.path}, which is ${familyOf(field.type).is}; use one of ${operators}`,
    );
  checkValue(operator, ownValue(leaf, "value"), field, childOf(context, "value"));
}

/** A custom key has no declared type, so any operator that fits the value is valid. */
function checkCustomKey(leaf: PlainRecord, context: CheckContext): void {
  const suggestions = fieldSuggestions(leaf as unknown as Leaf, []);
  if (suggestions.length > 0) return;
  // The operator exists, but no type accepts the value: most often the value is still empty.
  if (suggestedFields.some((type) => operatorOf(type, textOf(leaf.op))))
    return report(childOf(context, "value"), "write what to compare with");
  report(
    childOf(context, "op"),
    `"${textOf(leaf.op)}" cannot be asked with this value; use a question for a text, a number, ` +
      "a date, a list or yes and no",
  );
}

function checkValue(operator: Operator, value: unknown, field: OfferedField, context: CheckContext): void {
  const nested = operator.nests === "where" ? ownValue(value, "where") : operator.nests && value;
  if (nested !== undefined) {
    checkNode(nested, {
      ...nestedIn(operator.nests === "where" ? childOf(context, "where") : context),
      offered: field.of ?? [],
    });
  }
  const parsed = operator.value.safeParse(withoutNested(operator, value, nested));
  for (const { path, message } of parsed.error?.issues ?? []) report(childOf(context, ...path.map(String)), message);
  if (!parsed.success) return;
  for (const { field: otherPath, at, type } of operator.names?.(parsed.data) ?? []) {
    const here = childOf(context, at);
    const other = findField(otherPath, here, ({ type: otherType }) => otherType === type);
    if (other && other.type !== type)
      report(here, `${otherPath} is ${familyOf(other.type).is}; name ${familyOf(type).is}`);
  }
}

/** The walk checks nested line conditions with better messages, so the schema gets a condition that always passes. */
function withoutNested(operator: Operator, value: unknown, nested: unknown): unknown {
  if (nested === undefined) return value;
  return operator.nests === "where" ? { ...(value as PlainRecord), where: { all: [] } } : { all: [] };
}

/** @param isSuitable filters the fields to suggest */
function findField(
  name: unknown,
  context: CheckContext,
  isSuitable: (field: OfferedField) => boolean = () => true,
): OfferedField | undefined {
  const field = context.offered.find(({ path }) => path === name);
  if (field) return field;
  if (name === "") {
    report(context, "choose a property");
    return undefined;
  }
  report(
    context,
    `there is no field "${textOf(name)}" here; ${remedyFor(
      textOf(name),
      context.offered.filter(isSuitable).map(({ path }) => path),
    )}`,
  );
  return undefined;
}

/** The maximum number of fields listed when no name is similar. */
const MAX_SUGGESTED = 12;

function remedyFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return "there is none to ask about";
  const near = nearest(name, known);
  return near.length > 0
    ? `did you mean ${near.join(", ")}?`
    : `use one of ${known.slice(0, MAX_SUGGESTED).join(", ")}`;
}

const textOf = (name: unknown): string => (typeof name === "string" ? name.slice(0, 100) : "");

function report({ path, findings }: CheckContext, message: string): void {
  findings.problems.push({ path, message });
}

const childOf = (context: CheckContext, ...names: string[]): CheckContext => ({
  ...context,
  path: [context.path, ...names].filter((name) => name !== "").join("."),
});
const nestedIn = (context: CheckContext, ...names: string[]): CheckContext => ({
  ...childOf(context, ...names),
  depth: context.depth + 1,
});
