import type { EffectOf } from "#core/engine/effects.ts";
import type { Performer } from "./performer.server.ts";

export const createDiscount: Performer<EffectOf<"create_discount">> = {
  outside: async ({ adminApi }, { discount }, { row, automationName }) => {
    const result = await adminApi.createDiscount(row.shopDomain, {
      ...discount,
      title: `${automationName}: ${discount.code}`,
      usageLimit: 1,
      ...(row.shopifyId && { customerId: row.shopifyId }),
    });
    return result.kind === "done"
      ? { kind: "done", output: { code: discount.code, ends_at: discount.endsAt } }
      : result;
  },
};
