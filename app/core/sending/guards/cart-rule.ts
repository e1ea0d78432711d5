import { REMIND_WITHIN_HOURS } from "../cart.ts";
import { rules } from "../quiet-hours/rules.ts";
import { Temporal } from "#core/time/time.ts";
import { pass, skip, type TextGuard } from "./define.ts";

/** One reminder for each cart, while it is fresh. */
export const cartRule: TextGuard = {
  name: "cart_rule",
  check: ({ now, kind, cart }) => {
    if (kind !== "marketing" || !cart) return pass({ cart: null });
    const saw = {
      cart: cart.token,
      left_at: cart.abandonedAt.toString(),
      reminded_at: cart.remindedAt?.toString() ?? null,
    };
    if (cart.remindedAt) return skip("cart_already_reminded", saw, rules.cart.rule);
    const over = Temporal.Instant.compare(now, cart.abandonedAt.add({ hours: REMIND_WITHIN_HOURS })) > 0;
    return over ? skip("stale_event", saw, rules.cart.rule) : pass(saw, rules.cart.rule);
  },
};
