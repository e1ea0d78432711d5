import type { Effect, EffectOf, EffectType } from "#core/engine/effects.ts";
import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/scheduled.server.ts";

/**
 * Where an effect comes from: the step's row, with its customer, shop and sequence; and where our own writing stands.
 */
export interface EffectOrigin {
  row: DueStepRow;
  /** What the automation is called, for the merchant's own lists. */
  automationName: string;
}

/**
 * How an effect is done. `outside` calls another system, with no transaction open: it may be called twice for one
 * step, when a worker dies in between, so it must come to the same. `inside` writes to our own database, within the
 * transaction that ends the step, and so happens exactly once.
 */
export interface Performer<E extends Effect> {
  outside?(context: AppContext, effect: E, origin: EffectOrigin): Promise<OutwardResult>;
  inside?(context: AppContext, sql: Sql, effect: E, origin: EffectOrigin, now: Instant): Promise<OutwardResult>;
  /** Whether it is done outside at all. Absent: where `outside` is given. */
  isOutside?(effect: E): boolean;
  /** What the store will tell of it, in the words of `Occurrence.echoes`. */
  echoes?(effect: E, origin: EffectOrigin): string[];
}

export type Performers = { readonly [T in EffectType]: Performer<EffectOf<T>> };

export const effectDone = (output?: Record<string, string | number | boolean | null>): OutwardResult => ({
  kind: "done",
  ...(output && { output }),
});
export const effectRefused = (code: string, detail: string): OutwardResult => ({ kind: "refused", code, detail });

/** Tags, fields and codes are kept by Shopify, which must know the customer. */
export const withShopifyCustomer = (
  origin: EffectOrigin,
  work: (shopifyId: string) => Promise<OutwardResult>,
): Promise<OutwardResult> | OutwardResult =>
  origin.row.shopifyId
    ? work(origin.row.shopifyId)
    : effectRefused("not_in_shopify", "Shopify has no customer for this person, who is known by number alone");
