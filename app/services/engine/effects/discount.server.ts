import type { EffectOf } from "#core/engine/effects.ts";
import { effectDone, effectRefused, type Performer } from "./performer.server.ts";

export const createDiscount: Performer<EffectOf<"create_discount">> = {
  outside: async ({ adminApi }, { discount }, { row, automationName }) => {
    const result = await adminApi.createDiscount(row.shopDomain, {
      ...discount,
      title: `${automationName}: ${discount.code}`,
      usageLimit: 1,
      ...(row.shopifyId && { customerId: row.shopifyId }),
    });
    return result.kind === "done" ? effectDone({ code: discount.code, ends_at: discount.endsAt }) : result;
  },
};

/** Looks up an existing code, so that no text tells a code which Shopify would refuse. */
export const findDiscount: Performer<EffectOf<"find_discount">> = {
  outside: async ({ adminApi }, { code }, { row }) => {
    const found = await adminApi.findDiscount(row.shopDomain, code);
    if (found.kind !== "answered") return found;
    const { discount } = found;
    if (!discount)
      return effectRefused(
        "no_such_discount",
        `Shopify has no discount code ${code}; create it in Shopify, or change the code in the automation`,
      );
    if (discount.status === "active") return effectDone({ code, ends_at: discount.endsAt });
    const told = discount.status === "scheduled" ? `begins at ${discount.startsAt}` : "is no longer valid";
    return effectRefused(
      "discount_not_active",
      `the discount code ${code} ${told}; change its dates in Shopify, or the code in the automation`,
    );
  },
};
