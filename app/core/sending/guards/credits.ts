import type { Check } from "#core/activity/explanation.ts";
import { isOlderThan, formatDuration } from "#core/time/duration.ts";
import { pass, skip, type TextGuard } from "./define.ts";

/** The last guard. It runs in the transaction that locks the balance. */
export const creditsCheck = (needed: number, balance: number, covered: boolean): Check => ({
  guard: "credits",
  answer: covered ? "pass" : "skip",
  ...(!covered && { reason: "insufficient_credits" as const }),
  saw: { needed, balance },
});

/** Skips a text that waited for credits longer than its trigger's events stay fresh. */
export const creditsInTime: TextGuard = {
  name: "credits_in_time",
  check: ({ now, unpaid }) => {
    if (!unpaid) return pass({ waited_since: null });
    const { since, staleAfter } = unpaid;
    const saw = { waited_since: since.toString() };
    const rule = `not longer than ${formatDuration(staleAfter)}`;
    return isOlderThan(since, staleAfter, now) ? skip("stale_event", saw, rule) : pass(saw, rule);
  },
};
