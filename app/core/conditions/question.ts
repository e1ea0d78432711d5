import type { FieldType, OfferedField } from "../automations/fields.ts";
import { isCustomKey } from "../automations/custom-keys.ts";
import type { Leaf } from "./condition.ts";
import type { Operator, ValueForm } from "./operators/define.ts";
import { operatorOf, operatorsFor } from "./operators/index.ts";
import { fieldSuggestions, suggestedFields } from "./field-suggestions.ts";

/** How a person sets a value: by the operator's form, or, where the field's values are few, by choosing among them. */
export type ShownForm = ValueForm | "choice" | "choices";

export const shownForm = ({ form }: Operator, { options }: OfferedField): ShownForm => {
  if (!options) return form;
  if (form === "text") return "choice";
  return form === "list" ? "choices" : form;
};

/** A question nobody has chosen yet. */
export const blankQuestion = (): Leaf => ({ field: "", op: "" });

/** What a value is before a person has set it: it has the form's parts, and no answer where there is no usual one. */
const fresh: Record<ValueForm, (currency: string) => unknown> = {
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

/** What was set is kept where the next form has a place for it. */
type Carry = (value: never, currency: string) => unknown;
const carried: Partial<Record<ValueForm, Partial<Record<ValueForm, Carry>>>> = {
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
  const carry = before && before.value.safeParse(value).success ? carried[before.form]?.[next.form] : undefined;
  return carry ? carry(value as never, currency) : fresh[next.form](currency);
}

const written = (field: string, op: string, value: unknown): Leaf => ({
  field,
  op,
  ...(value !== undefined && { value }),
});

/**
 * A question asked otherwise; what it is compared with stays where it fits.
 * @param currency that of amounts not named yet
 */
export function withOperator(leaf: Leaf, field: OfferedField, op: string, currency: string): Leaf {
  const next = operatorOf(field.type, op);
  return next ? written(leaf.field, op, valueFor(next, operatorOf(field.type, leaf.op), leaf.value, currency)) : leaf;
}

/**
 * A question asked of another field: the same one where it can be put to that, else the first that can.
 * @param before what was asked about until now
 */
export function withField(leaf: Leaf, field: OfferedField, before: OfferedField | undefined, currency: string): Leaf {
  const operators = operatorsFor(field);
  const next = operators.find(({ key }) => key === leaf.op) ?? operators[0];
  if (!next) return { ...leaf, field: field.path };
  const asked = before && operatorOf(before.type, leaf.op);
  const sameChoice = !field.options && !before?.options && !next.nests;
  return written(field.path, next.key, valueFor(next, sameChoice ? asked : undefined, leaf.value, currency));
}

/** The types that a value of the merchant's own may be asked about as, the most likely first. */
export const customFieldTypes: readonly FieldType[] = [...suggestedFields].reverse();

/** A field of the merchant's own, taken for a type. */
export const customField = (path: string, type: FieldType): OfferedField => ({
  path,
  label: path.split(".").slice(2).join("."),
  type,
});

/**
 * The field that a question is about.
 * @param type what a field of the merchant's own is taken for, where the question alone does not tell
 */
export function questionFieldOf(
  leaf: Leaf,
  offered: readonly OfferedField[],
  type?: FieldType,
): OfferedField | undefined {
  const known = offered.find(({ path }) => path === leaf.field);
  if (known || !isCustomKey(leaf.field)) return known;
  if (type && operatorOf(type, leaf.op)) return customField(leaf.field, type);
  const meant = fieldSuggestions(leaf, []).map((field) => field.type);
  return customField(
    leaf.field,
    customFieldTypes.find((one) => meant.includes(one)) ??
      customFieldTypes.find((one) => operatorOf(one, leaf.op)) ??
      "text",
  );
}
