import { z } from "zod";

export interface ComparisonKind {
  key: string;
  label: string;
  matchesMissing?: true;
  /** @param order negative when the field's value is smaller than the operand, zero when they are equal */
  holds(order: number): boolean;
}

/** The comparisons of numbers, amounts and counts. */
export const comparisons: readonly [ComparisonKind, ...ComparisonKind[]] = [
  { key: "equals", label: "is", holds: (order) => order === 0 },
  { key: "not_equals", label: "is not", matchesMissing: true, holds: (order) => order !== 0 },
  { key: "less_than", label: "is less than", holds: (order) => order < 0 },
  { key: "at_most", label: "is at most", holds: (order) => order <= 0 },
  { key: "greater_than", label: "is more than", holds: (order) => order > 0 },
  { key: "at_least", label: "is at least", holds: (order) => order >= 0 },
];

const keys = comparisons.map(({ key }) => key);

/** A comparison with a count. */
export const count = z.strictObject({
  is: z.enum(keys, `use one of ${keys.join(", ")}`),
  count: z.int("use a whole number").min(0, "must not be negative").max(100_000, "is too many"),
});
type Count = z.infer<typeof count>;

const comparisonOf = (key: string): ComparisonKind =>
  comparisons.find((comparison) => comparison.key === key) ?? comparisons[0];

export const countHolds = (actual: number, { is, count: wanted }: Count): boolean =>
  comparisonOf(is).holds(actual - wanted);
export const formatCount = ({ is, count: wanted }: Count): string => `${comparisonOf(is).label} ${wanted}`;
