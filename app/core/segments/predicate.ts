/** How one fact is compared. Values are ready for the database: texts are folded, days are spans of time. */
export type FactTest =
  | { test: "present" }
  | { test: "absent" }
  | { test: "boolean"; is: boolean }
  | { test: "order"; is: OrderKey; value: string; currency?: string }
  | { test: "within"; from: string; to: string; currency?: string }
  | { test: "time"; bounds: readonly TimeBound[] }
  | { test: "month_day"; days: readonly string[]; timezone: string }
  | { test: "days_from"; fact: string; days: number; timezone: string }
  | { test: "text"; match: "equals" | "contains" | "starts" | "ends"; values: readonly string[]; subtags: boolean }
  | { test: "not_text"; match: "equals" | "contains"; value: string; subtags: boolean }
  | { test: "has"; match: "any" | "all" | "none"; values: readonly string[] }
  | { test: "size"; is: OrderKey; count: number };

export const orderKeys = ["equals", "not_equals", "less_than", "at_most", "greater_than", "at_least"] as const;
export type OrderKey = (typeof orderKeys)[number];

/** One side of a span of time; a date between two of them has two. */
export interface TimeBound {
  is: "<" | "<=" | ">" | ">=";
  /** ISO instant. */
  at: string;
}

/** The type of a merchant's own field, which its value decides. */
export type CustomType = "number" | "boolean" | "list" | "text";

/** Conditions as a tree that the database can evaluate for all customers at once. */
export type Predicate =
  | { kind: "all" | "any"; parts: readonly Predicate[] }
  | { kind: "not"; part: Predicate }
  | { kind: "constant"; holds: boolean }
  /** `missing`: whether it holds for a customer without the fact. */
  | { kind: "fact"; fact: string; test: FactTest; missing: boolean }
  | { kind: "custom"; key: string; tests: readonly { type: CustomType; test: FactTest }[]; missing: boolean }
  | { kind: "lines"; lines: string; where: Predicate | null; holds: LinesHold };

/** What must hold of the lines that fit. */
export type LinesHold = { of: "any" | "none" | "every" } | { of: "count"; is: OrderKey; count: number };
