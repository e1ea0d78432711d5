import { z } from "zod";

/** One question about one field. The field's type determines the operators, the operator the shape of the value. */
export interface Leaf {
  field: string;
  op: string;
  value?: unknown;
}

/** A condition on a customer, an order or other facts. An empty `all` always holds. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

/** The maximum nesting depth, including nested conditions on order lines. */
export const MAX_DEPTH = 8;
/** The maximum number of questions, including those on order lines. */
export const MAX_LEAVES = 100;

/** The keys that identify the four kinds of condition. */
export const shapes = ["all", "any", "not", "field"] as const;
export const NO_CONDITION = 'must be a group ("all", "any" or "not") or a question ("field", "op" and often "value")';

/**
 * The structure of a condition and of its published JSON Schema. `checkCondition` checks the rest: fields, operators
 * and depth.
 */
export const condition: z.ZodType<Condition, Condition> = z
  .union(
    [
      z.strictObject({
        get all() {
          return z.array(condition).max(MAX_LEAVES);
        },
      }),
      z.strictObject({
        get any() {
          return z.array(condition).min(1).max(MAX_LEAVES);
        },
      }),
      z.strictObject({
        get not() {
          return condition;
        },
      }),
      z.strictObject({ field: z.string().min(1), op: z.string().min(1), value: z.unknown().optional() }),
    ],
    { error: NO_CONDITION },
  )
  .meta({ id: "Condition" });
