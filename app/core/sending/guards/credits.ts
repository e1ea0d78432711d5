import type { Check } from "#core/activity/explanation.ts";
import { isOlderThan, formatDuration } from "#core/time/duration.ts";
import { pass, skip, type TextGuard } from "./define.ts";

/** The last guard: it is asked where the balance is locked, not where the other facts are read. */
export const creditsCheck = (needed: number, balance: number, covered: boolean): Check => ({
  guard: "credits",
  answer: covered ? "pass" : "skip",
  ...(!covered && { reason: "insufficient_credits" as const }),
  saw: { needed, balance },
});

/**
 * Before a text that had to wait for credits: what the store would have told too late, is told too late by then as
 * well.
 */
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
