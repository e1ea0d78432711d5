import type { FieldType, OfferedField } from "../automations/fields.ts";
import type { Instant } from "../time/time.ts";
import type { Condition, Leaf } from "./condition.ts";
import type { OperatorAnswer } from "./operators/define.ts";
import { familyOf, operatorOf } from "./operators/index.ts";
import { fieldSuggestions } from "./field-suggestions.ts";
import { isMissing, ownValue, valueAt, type PlainRecord } from "../plain-data.ts";
import { shorten, type Evaluation, type Trace } from "./trace.ts";

export interface EvaluationScope {
  /** Nested plain data, as templates read it. */
  values: PlainRecord;
  offered: readonly OfferedField[];
  now: Instant;
  /** IANA zone for calendar days. */
  timezone: string;
}

type LookUp = (path: string) => unknown;

/**
 * Evaluates a condition and records every question. Never throws on data: a missing value, or one of the wrong type,
 * does not match and adds a note (operators with `matchesMissing` match a missing value).
 */
export const evaluate = (condition: Condition, scope: EvaluationScope): Evaluation =>
  evaluateIn(scope, condition, (path) => valueAt(scope.values, path));

function evaluateIn(scope: EvaluationScope, condition: Condition, lookUp: LookUp): Evaluation {
  const trace: Trace[] = [];
  const match = evaluateNode(condition, "", (leaf, path) => {
    const { saw, match: leafMatch, note } = evaluateLeaf(leaf, scope, lookUp);
    trace.push({
      path,
      field: leaf.field,
      op: leaf.op,
      wanted: shorten(leaf.value),
      saw: shorten(saw),
      match: leafMatch,
      ...(note && { note }),
    });
    return leafMatch;
  });
  return { match, trace };
}

/** Evaluates every part without short-circuiting, so that the trace is complete. */
function evaluateNode(node: Condition, path: string, onLeaf: (leaf: Leaf, path: string) => boolean): boolean {
  const prefix = path && `${path}.`;
  if ("all" in node) return node.all.map((part, at) => evaluateNode(part, `${prefix}all.${at}`, onLeaf)).every(Boolean);
  if ("any" in node) return node.any.map((part, at) => evaluateNode(part, `${prefix}any.${at}`, onLeaf)).some(Boolean);
  if ("not" in node) return !evaluateNode(node.not, `${prefix}not`, onLeaf);
  return onLeaf(node, path);
}

function evaluateLeaf(leaf: Leaf, scope: EvaluationScope, lookUp: LookUp): OperatorAnswer {
  const { now, timezone, offered, values } = scope;
  const candidates = fieldSuggestions(leaf, offered);
  const saw = valueAt(values, leaf.field);
  const field =
    candidates.find(({ type }) => candidates.length === 1 || isMissing(saw) || hasType(type, saw)) ?? candidates[0];
  if (!field) return { match: false, note: "there is no such field here" };
  const operator = operatorOf(field.type, leaf.op);
  const operand = operator?.value.safeParse(leaf.value);
  if (!operator || !operand?.success) return { match: false, saw, note: "the question cannot be read" };
  if (isMissing(saw)) return { match: operator.matchesMissing ?? false, saw, note: "not set" };

  const { read, is } = familyOf(field.type);
  const ofLine = (condition: Condition, line: PlainRecord) =>
    evaluateIn(
      { ...scope, values: line, offered: field.of ?? [] },
      condition,
      (path) => valueAt(line, path) ?? lookUp(path),
    );
  const observed = { field, now, timezone, lookUp, ofLine };
  const parsed = read(saw, observed);
  return parsed === undefined
    ? { match: false, saw, note: `not ${is}` }
    : { saw, ...operator.test(parsed, operand.data, observed) };
}

/** Whether a custom value has a type. */
const hasType = (type: FieldType, value: unknown): boolean =>
  ownValue(byType, type) === kindOf(value) ||
  (type === "date" && typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value));
const byType: Partial<Record<FieldType, string>> = {
  number: "number",
  boolean: "boolean",
  list: "list",
  text: "string",
};
const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);
