import type { FieldType, OfferedField } from "../automations/fields.ts";
import type { Instant } from "../time/time.ts";
import type { Condition, Leaf } from "./condition.ts";
import type { OperatorAnswer } from "./operators/define.ts";
import { familyOf, operatorOf } from "./operators/index.ts";
import { fieldSuggestions } from "./field-suggestions.ts";
import { isMissing, ownValue, valueAt, type PlainRecord } from "../plain-data.ts";
import { shorten, type Evaluation, type Trace } from "./trace.ts";

export interface EvaluationScope {
  /** Nested plain data, as templates see it. */
  values: PlainRecord;
  offered: readonly OfferedField[];
  now: Instant;
  /** IANA zone whose calendar days count. */
  timezone: string;
}

type LookUp = (path: string) => unknown;

/**
 * Whether a condition holds, and what each of its questions saw. Never throws for odd data: a value that is missing,
 * or of another type than its field's, matches nothing, and the note says so (the operators that do match what is
 * missing bear `matchesMissing`).
 */
export const evaluate = (condition: Condition, scope: EvaluationScope): Evaluation =>
  evaluateIn(scope, condition, (path) => valueAt(scope.values, path));

function evaluateIn(scope: EvaluationScope, condition: Condition, lookUp: LookUp): Evaluation {
  const trace: Trace[] = [];
  const match = holds(condition, "", (leaf, path) => {
    const { saw, match: fits, note } = ask(leaf, scope, lookUp);
    trace.push({
      path,
      field: leaf.field,
      op: leaf.op,
      wanted: shorten(leaf.value),
      saw: shorten(saw),
      match: fits,
      ...(note && { note }),
    });
    return fits;
  });
  return { match, trace };
}

/** Every part is asked before any is judged: no question is left out of the trace. */
function holds(node: Condition, path: string, asked: (leaf: Leaf, path: string) => boolean): boolean {
  const prefix = path && `${path}.`;
  if ("all" in node) return node.all.map((part, at) => holds(part, `${prefix}all.${at}`, asked)).every(Boolean);
  if ("any" in node) return node.any.map((part, at) => holds(part, `${prefix}any.${at}`, asked)).some(Boolean);
  if ("not" in node) return !holds(node.not, `${prefix}not`, asked);
  return asked(node, path);
}

function ask(leaf: Leaf, scope: EvaluationScope, lookUp: LookUp): OperatorAnswer {
  const { now, timezone, offered, values } = scope;
  const meant = fieldSuggestions(leaf, offered);
  const saw = valueAt(values, leaf.field);
  const field = meant.find(({ type }) => meant.length === 1 || isMissing(saw) || isOf(type, saw)) ?? meant[0];
  if (!field) return { match: false, note: "there is no such field here" };
  const operator = operatorOf(field.type, leaf.op);
  const wanted = operator?.value.safeParse(leaf.value);
  if (!operator || !wanted?.success) return { match: false, saw, note: "the question cannot be read" };
  if (isMissing(saw)) return { match: operator.matchesMissing ?? false, saw, note: "not set" };

  const { read, is } = familyOf(field.type);
  const ofLine = (condition: Condition, line: PlainRecord) =>
    evaluateIn(
      { ...scope, values: line, offered: field.of ?? [] },
      condition,
      (path) => valueAt(line, path) ?? lookUp(path),
    );
  const sight = { field, now, timezone, lookUp, ofLine };
  const seen = read(saw, sight);
  return seen === undefined
    ? { match: false, saw, note: `not ${is}` }
    : { saw, ...operator.test(seen, wanted.data, sight) };
}

/** Whether a value of the merchant's own making is of a type. */
const isOf = (type: FieldType, value: unknown): boolean =>
  ownValue(byType, type) === kindOf(value) ||
  (type === "date" && typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value));
const byType: Partial<Record<FieldType, string>> = {
  number: "number",
  boolean: "boolean",
  list: "list",
  text: "string",
};
const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);
