import type { KnownValue, KnownValues, OfferedField } from "../automations/fields.ts";
import { countries, currencies } from "../intake/code-lists/known.ts";
import { isRecord, ownValue } from "../plain-data.ts";
import type { Problem } from "../problem.ts";
import { optionWith } from "./known-values.ts";
import { nearest } from "./nearest.ts";
import type { ValueForm } from "./operators/define.ts";
import { operatorOf, operatorsFor } from "./operators/index.ts";
import { fold } from "./operators/texts.ts";

/**
 * The values of a condition that are not in their field's list: "Country is United States" never holds. Apart from
 * `checkCondition`, for such a condition can be evaluated: versions published before the lists keep running.
 * @param condition unvalidated input of any shape
 */
export function checkListedValues(condition: unknown, offered: readonly OfferedField[], path: string): Problem[] {
  if (!isRecord(condition)) return [];
  const below = (part: unknown, name: string) => checkListedValues(part, offered, `${path}.${name}`);
  return [
    ...(["all", "any"] as const).flatMap((name) => {
      const parts = ownValue(condition, name);
      return Array.isArray(parts) ? parts.flatMap((part, at) => below(part, `${name}.${at}`)) : [];
    }),
    ...below(ownValue(condition, "not"), "not"),
    ...checkLeaf(condition, offered, path),
  ];
}

function checkLeaf(leaf: Record<string, unknown>, offered: readonly OfferedField[], path: string): Problem[] {
  const field = offered.find((one) => one.path === leaf.field);
  const operator = field && typeof leaf.op === "string" ? operatorOf(field.type, leaf.op) : undefined;
  if (!field || !operator) return [];
  const { value } = leaf;
  if (operator.nests === "value") return checkListedValues(value, field.of ?? [], `${path}.value`);
  if (operator.nests === "where")
    return checkListedValues(ownValue(value, "where"), field.of ?? [], `${path}.value.where`);
  if (operator.looksInside && field.options)
    return [{ path: `${path}.op`, message: insideProblem(field, operator.label) }];
  return (listedIn[operator.form]?.(value, field) ?? []).flatMap(({ at, text, known }) => {
    const message = typeof text === "string" && text !== "" ? listedValueProblem(text, known) : null;
    return message ? [{ path: [path, "value", at].filter(Boolean).join("."), message }] : [];
  });
}

interface Listed {
  /** The path within the value. */
  at: string;
  text: unknown;
  known: KnownValues;
}

/** The parts of an operator's value that have a list, by its form. */
const listedIn: Partial<Record<ValueForm, (value: unknown, field: OfferedField) => Listed[]>> = {
  text: (value, field) => (hasList(field) ? [{ at: "", text: value, known: field }] : []),
  list: (values, field) => (hasList(field) ? each(values, field) : []),
  countries: (values) => each(values, countries),
  money: (value) => [{ at: "currency", text: ownValue(value, "currency"), known: currencies }],
  money_range: (value) => [{ at: "currency", text: ownValue(value, "currency"), known: currencies }],
};

const hasList = (field: OfferedField): field is OfferedField & KnownValues =>
  field.options !== undefined && field.noun !== undefined;
const each = (values: unknown, known: KnownValues): Listed[] =>
  Array.isArray(values) ? values.map((text: unknown, at) => ({ at: String(at), text, known })) : [];

const insideProblem = (field: OfferedField, label: string): string =>
  `“${label}” cannot be asked of ${field.path}, for its values are codes; use one of ${operatorsFor(field)
    .map(({ key }) => key)
    .join(", ")}`;

/** Why a field never has this value, with the remedy; null for a valid value. */
function listedValueProblem(value: string, known: KnownValues): string | null {
  if (optionWith(known, value)) return null;
  const named = known.options.find((option) => namesOf(option).some((name) => fold(name) === fold(value.trim())));
  if (!named && known.accepts?.(value)) return null;
  return `“${value.slice(0, 100)}” is no ${known.noun}; ${remedy(value, known, named)}`;
}

function remedy(value: string, { options }: KnownValues, named: KnownValue | undefined): string {
  if (named) return `use ${named.value}`;
  const near = nearest(
    value,
    options.map(({ label }) => label),
  );
  const codes = options.filter(({ label }) => near.includes(label)).map(withLabel);
  return codes.length > 0
    ? `did you mean ${codes.join(", ")}?`
    : `use a code such as ${options.slice(0, 3).map(withLabel).join(", ")}`;
}

const namesOf = ({ label, alsoCalled = [] }: KnownValue): string[] => [label, ...alsoCalled];
const withLabel = ({ value, label }: KnownValue): string => `${value} (${label})`;
