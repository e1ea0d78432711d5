import type { FieldType, OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import type { Leaf } from "./condition.ts";
import type { Operator, ValueForm } from "./operators/define.ts";
import { operatorOf, operatorsFor } from "./operators/index.ts";
import { fieldSuggestions, suggestedFields } from "./field-suggestions.ts";

/** The builder's control for a value: the operator's form, or a choice for a field with options. */
export type ControlForm = ValueForm | "choice" | "choices";

export const controlFormOf = ({ form }: Operator, { options }: OfferedField): ControlForm => {
  if (!options) return form;
  if (form === "text") return "choice";
  return form === "list" ? "choices" : form;
};

/** A question without a field yet. */
export const blankQuestion = (): Leaf => ({ field: "", op: "" });

/** The initial value of each form. It has the form's parts, and is empty where no default is obvious. */
const initialValues: Record<ValueForm, (currency: string) => unknown> = {
  none: () => undefined,
  text: () => "",
  list: () => [],
  number: () => undefined,
  number_range: () => ({}),
  money: (currency) => ({ amount: "", currency }),
  money_range: (currency) => ({ from: "", to: "", currency }),
  date: () => "",
  date_range: () => ({ from: "", to: "" }),
  days: () => 7,
  duration: () => ({ amount: 7, unit: "days" }),
  field_and_days: () => ({ field: "", days: 7 }),
  month_day: () => "today",
  countries: () => [],
  count: () => ({ is: "at_least", count: 1 }),
  condition: () => ({ all: [blankQuestion()] }),
  condition_count: () => ({ is: "at_least", count: 1 }),
};

/** Converts a value when the form changes. */
type ConvertValue = (value: never, currency: string) => unknown;
const conversions: Partial<Record<ValueForm, Partial<Record<ValueForm, ConvertValue>>>> = {
  text: { list: (value: string) => (value === "" ? [] : [value]) },
  list: { text: ([first = ""]: string[]) => first },
  number: { number_range: (value: number | undefined) => ({ from: value }) },
  number_range: { number: ({ from }: { from?: number }) => from },
  money: {
    money_range: ({ amount, currency }: { amount: string; currency: string }) => ({ from: amount, to: "", currency }),
  },
  money_range: { money: ({ from, currency }: { from: string; currency: string }) => ({ amount: from, currency }) },
  date: { date_range: (value: string) => ({ from: value, to: "" }) },
  date_range: { date: ({ from }: { from: string }) => from },
  days: { duration: (value: number) => ({ amount: value, unit: "days" }) },
  condition: { condition_count: (where: unknown) => ({ is: "at_least", count: 1, where }) },
  condition_count: { condition: ({ where }: { where?: unknown }) => where ?? { all: [blankQuestion()] } },
};

function valueFor(next: Operator, before: Operator | undefined, value: unknown, currency: string): unknown {
  if (before?.form === next.form) return value;
  const convert = before && before.value.safeParse(value).success ? conversions[before.form]?.[next.form] : undefined;
  return convert ? convert(value as never, currency) : initialValues[next.form](currency);
}

const writeLeaf = (field: string, op: string, value: unknown): Leaf => ({
  field,
  op,
  ...(value !== undefined && { value }),
});

/**
 * Changes a question's operator and keeps its value where possible.
 * @param currency the default for a new amount
 */
export function withOperator(leaf: Leaf, field: OfferedField, op: string, currency: string): Leaf {
  const next = operatorOf(field.type, op);
  return next ? writeLeaf(leaf.field, op, valueFor(next, operatorOf(field.type, leaf.op), leaf.value, currency)) : leaf;
}

/**
 * Changes a question's field. Keeps the operator where possible, else takes the field's first one.
 * @param before the previous field
 */
export function withField(leaf: Leaf, field: OfferedField, before: OfferedField | undefined, currency: string): Leaf {
  const operators = operatorsFor(field);
  const next = operators.find(({ key }) => key === leaf.op) ?? operators[0];
  if (!next) return { ...leaf, field: field.path };
  const previousOperator = before && operatorOf(before.type, leaf.op);
  const sameChoice = !field.options && !before?.options && !next.nests;
  return writeLeaf(
    field.path,
    next.key,
    valueFor(next, sameChoice ? previousOperator : undefined, leaf.value, currency),
  );
}

/** The types that a custom field may have, the most likely first. */
export const customFieldTypes: readonly FieldType[] = [...suggestedFields].reverse();

/** A custom field read as a type. */
export const customField = (path: string, type: FieldType): OfferedField => ({
  path,
  label: path.split(".").slice(2).join("."),
  type,
});

/**
 * The field of a question.
 * @param type the type of a custom field when the question fits several types
 */
export function questionFieldOf(
  leaf: Leaf,
  offered: readonly OfferedField[],
  type?: FieldType,
): OfferedField | undefined {
  const known = offered.find(({ path }) => path === leaf.field);
  if (known || !isCustomKey(leaf.field)) return known;
  if (type && operatorOf(type, leaf.op)) return customField(leaf.field, type);
  const types = fieldSuggestions(leaf, []).map((field) => field.type);
  return customField(
    leaf.field,
    customFieldTypes.find((each) => types.includes(each)) ??
      customFieldTypes.find((each) => operatorOf(each, leaf.op)) ??
      "text",
  );
}
