import type { z } from "zod";
import type { FieldType, OfferedField } from "#core/automations/fields.ts";
import type { Instant } from "#core/time/time.ts";
import type { Condition } from "../condition.ts";
import type { PlainRecord } from "../../plain-data.ts";
import type { Evaluation } from "../trace.ts";

/** How a person sets an operator's value: what a builder of conditions draws. */
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

/** What an operator may look at besides the value of its field. */
export interface ObservedValue {
  field: OfferedField;
  now: Instant;
  /** IANA zone whose calendar days count. */
  timezone: string;
  /** The value at another path: of the same order line, or else of what the line belongs to. */
  lookUp(path: string): unknown;
  /** Asks a condition of one order line. */
  ofLine(condition: Condition, line: PlainRecord): Evaluation;
}

export interface OperatorAnswer {
  match: boolean;
  note?: string;
  /** What the trace shows, where the raw value does not tell enough. */
  saw?: unknown;
}

/** The words for what a value names. */
export interface Words {
  labelOf(path: string): string;
  /** A condition on order lines. */
  ofLine(condition: Condition): string;
}

/** A field that a value names, beside the one that is asked about. */
interface NamedField {
  field: string;
  /** Where in the value. */
  at: string;
  type: FieldType;
}

/** @template T the value that is seen, already read @template S the schema of the value that is wanted */
export interface Operator<T = unknown, S extends z.ZodType = z.ZodType> {
  key: string;
  /** For people, after the field's label: "is at least". */
  label: string;
  /** In a list of operators, where the label tells its meaning only together with the value: "was so many days ago". */
  listed?: string;
  /** It looks at a part of a text: of no use where the values are few and known. */
  looksInside?: true;
  value: S;
  form: ValueForm;
  /**
   * A value that is missing matches nothing, for nothing can be said of it; except where the question is whether
   * something is *not* so. Those operators bear this mark, and `test` is not asked.
   */
  matchesMissing?: true;
  test(saw: T, value: z.infer<S>, sight: ObservedValue): OperatorAnswer;
  /** The question in words, such as "Order total is at least 50.00 USD". */
  tell(label: string, value: z.infer<S>, words: Words): string;
  /** Other fields that the value names. */
  names?(value: z.infer<S>): readonly NamedField[];
  /** Where a condition on order lines stands: it is the value itself, or its "where". */
  nests?: "value" | "where";
}

/** The operators of one kind of value. */
export interface Family<T = unknown> {
  types: readonly FieldType[];
  /** For people: "a number". */
  is: string;
  /**
   * Makes of raw data what the operators test; undefined where it is something else. Never asked of what is missing.
   */
  read(raw: unknown, sight: ObservedValue): T | undefined;
  operators: readonly Operator<T>[];
}

/** A family for the registry, which knows nothing of what each reads. */
export const defineFamily = <T>(family: Family<T>): Family => family;

type Written<T, S extends z.ZodType> = Omit<Operator<T, S>, "tell"> & { say?(value: z.infer<S>, words: Words): string };

/** Operators over one kind of value: each gives its label, and `say` for what comes after it. */
export const operatorOn =
  <T>() =>
  <S extends z.ZodType>({ say, ...written }: Written<T, S>): Operator<T> => ({
    ...written,
    tell: (label: string, value: z.infer<S>, words: Words) =>
      `${label} ${written.label}${say ? ` ${say(value, words)}` : ""}`,
  });
