import type { z } from "zod";
import type { FieldType, OfferedField } from "#core/automations/fields.ts";
import type { Instant } from "#core/time/time.ts";
import type { Condition } from "../condition.ts";
import type { PlainRecord } from "../../plain-data.ts";
import type { Evaluation } from "../trace.ts";

/** The input control for an operator's value in the condition builder. */
export type ValueForm =
  | "none"
  | "text"
  | "list"
  | "number"
  | "number_range"
  | "money"
  | "money_range"
  | "date"
  | "date_range"
  | "days"
  | "duration"
  | "field_and_days"
  | "month_day"
  | "countries"
  | "count"
  | "condition"
  | "condition_count";

/** What an operator may read besides its field's value. */
export interface ObservedValue {
  field: OfferedField;
  now: Instant;
  /** IANA zone for calendar days. */
  timezone: string;
  /** The value at another path: of the order line first, then of the enclosing data. */
  lookUp(path: string): unknown;
  /** Evaluates a condition on one order line. */
  ofLine(condition: Condition, line: PlainRecord): Evaluation;
}

export interface OperatorAnswer {
  match: boolean;
  note?: string;
  /** The value to record in the trace instead of the raw value. */
  saw?: unknown;
}

/** Labels for the names in an operator's value. */
export interface OperatorLabels {
  labelOf(path: string): string;
  /** Formats a condition on order lines. */
  ofLine(condition: Condition): string;
}

/** Another field that an operator's value refers to. */
interface NamedField {
  field: string;
  /** The path inside the value. */
  at: string;
  type: FieldType;
}

/**
 * @template T the parsed field value
 * @template S the schema of the operator's value
 */
export interface Operator<T = unknown, S extends z.ZodType = z.ZodType> {
  key: string;
  /** Display text after the field's label, such as "is at least". */
  label: string;
  /** Display text in a list of operators, for a label that needs its value: "was so many days ago". */
  listed?: string;
  /** Compares a part of a text, which makes no sense for a field with fixed options. */
  looksInside?: true;
  value: S;
  form: ValueForm;
  /**
   * Matches when the field's value is missing, without a call of `test`. All other operators do not match a missing
   * value; negated ones do.
   */
  matchesMissing?: true;
  test(saw: T, value: z.infer<S>, observed: ObservedValue): OperatorAnswer;
  /** The question in words, such as "Order total is at least 50.00 USD". */
  format(label: string, value: z.infer<S>, words: OperatorLabels): string;
  /** Other fields that the value refers to. */
  names?(value: z.infer<S>): readonly NamedField[];
  /** The location of a nested condition on order lines: the value itself, or its "where". */
  nests?: "value" | "where";
}

/** The operators of one kind of field. */
export interface Family<T = unknown> {
  types: readonly FieldType[];
  /** Display text, such as "a number". */
  is: string;
  /** Parses a raw value; undefined for the wrong type. Missing values are not passed. */
  read(raw: unknown, observed: ObservedValue): T | undefined;
  operators: readonly Operator<T>[];
}

/** Erases the value type, so that the registry can hold all families. */
export const defineFamily = <T>(family: Family<T>): Family => family;

type OperatorInput<T, S extends z.ZodType> = Omit<Operator<T, S>, "format"> & {
  formatValue?(value: z.infer<S>, words: OperatorLabels): string;
};

/** Defines operators over one value type: each gives its label, and `say` formats its value. */
export const operatorOn =
  <T>() =>
  <S extends z.ZodType>({ formatValue, ...input }: OperatorInput<T, S>): Operator<T> => ({
    ...input,
    format: (label: string, value: z.infer<S>, words: OperatorLabels) =>
      `${label} ${input.label}${formatValue ? ` ${formatValue(value, words)}` : ""}`,
  });
