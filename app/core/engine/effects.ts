/**
 * Everything a step can do besides sending messages. One service performs each effect type; several actions may share a
 * type.
 */
export type Effect =
  | { type: "add_tags"; tags: readonly string[] }
  | { type: "remove_tags"; tags: readonly string[] }
  /** `field` is "first_name", "last_name", "note", "birthday" or a custom key of the merchant. */
  | { type: "update_field"; field: string; value: string }
  | { type: "add_to_segment"; segmentId: string }
  | { type: "remove_from_segment"; segmentId: string }
  | { type: "call_webhook"; url: string; body: Record<string, unknown> }
  /** `dueAt` is an ISO instant. */
  | { type: "create_task"; title: string; note: string; dueAt: string | null }
  | { type: "notify_admin"; title: string; body: string }
  | { type: "create_discount"; discount: Discount }
  | { type: "find_discount"; code: string }
  | { type: "start_automation"; automationId: string };

export type EffectType = Effect["type"];
export type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;

/** A single-use discount code for one customer. */
export interface Discount {
  code: string;
  kind: "percentage" | "fixed_amount" | "free_shipping";
  /** A percentage, or an amount in the shop's currency as decimal text; "0" for free shipping. */
  value: string;
  /** Decimal text; null for no minimum. */
  minimumSubtotal: string | null;
  /** Shopify's ids of the products or collections that it holds for; both empty: the whole order. */
  products: readonly string[];
  collections: readonly string[];
  /** The classes of discounts that it can be combined with. */
  combinesWith: readonly ("order" | "product" | "shipping")[];
  /** ISO instants. */
  startsAt: string;
  endsAt: string | null;
}
