import { z } from "zod";

/**
 * One question about one field. The type of the field says which operators there are, and the operator what its value
 * is.
 */
export interface Leaf {
  field: string;
  op: string;
  value?: unknown;
}

/** What must hold of a customer, an order or whatever else is at hand. An empty `all` lets everybody through. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

/** Steps from the outermost group down to a question, both counted; those asked of order lines count on. */
export const MAX_DEPTH = 8;
/** Questions in one condition, those asked of order lines included; so no group need hold more. */
export const MAX_LEAVES = 100;

/** The four shapes of a condition, by the key that tells each. */
export const shapes = ["all", "any", "not", "field"] as const;
export const NO_CONDITION = 'must be a group ("all", "any" or "not") or a question ("field", "op" and often "value")';

/**
 * The shape of a condition, and of its published JSON Schema. What the shape cannot say, such as which fields there
 * are and how deep groups may go, `checkCondition` says.
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
