import type { Effect, EffectOf, EffectType } from "#core/engine/effects.ts";
import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";

/** The other systems that effects call, each with a limit of its own on concurrent calls. */
export type EffectLane = "web_call" | "admin_api";

/** The step that requests an effect. */
export interface EffectOrigin {
  /** The step with its sequence, customer and shop. */
  row: DueStepRow;
  /** As shown to the merchant. */
  automationName: string;
}

/**
 * Performs one type of effect. `outside` calls another system, outside any transaction. It must be idempotent: if a
 * worker dies during the call, another worker calls it again for the same step. `inside` writes to Shopbell's database
 * within the transaction that ends the step, so that it happens exactly once.
 */
export interface Performer<E extends Effect> {
  outside?(context: AppContext, effect: E, origin: EffectOrigin): Promise<OutwardResult>;
  inside?(context: AppContext, sql: Sql, effect: E, origin: EffectOrigin, now: Instant): Promise<OutwardResult>;
  /** Which limit its calls count towards; the Admin API's unless it says so. */
  lane?: EffectLane;
  /** Whether this effect calls another system. Without it, each effect with `outside` does. */
  isOutside?(effect: E): boolean;
  /** Keys of the webhooks that the effect will cause, in the format of `NormalizedEvent.echoes`. */
  echoes?(effect: E, origin: EffectOrigin): string[];
}

export type Performers = { readonly [T in EffectType]: Performer<EffectOf<T>> };

/** A successful result. @param output values for the log and for later steps */
export const effectDone = (output?: Record<string, string | number | boolean | null>): OutwardResult => ({
  kind: "done",
  ...(output && { output }),
});
/** A permanent failure, which is not retried. @param code short and stable @param detail for the log */
export const effectRefused = (code: string, detail: string): OutwardResult => ({ kind: "refused", code, detail });

/** Runs an effect on a Shopify customer; refuses it for a customer that Shopify does not have. */
export const withShopifyCustomer = (
  origin: EffectOrigin,
  perform: (shopifyId: string) => Promise<OutwardResult>,
): Promise<OutwardResult> | OutwardResult =>
  origin.row.shopifyId
    ? perform(origin.row.shopifyId)
    : effectRefused("not_in_shopify", "Shopify has no customer for this person, who is known by number alone");
