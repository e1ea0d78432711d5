import type { Check } from "../explanation.ts";

/** The last guard: it is asked where the balance is locked, not where the other facts are read. */
export const creditsCheck = (needed: number, balance: number, covered: boolean): Check => ({
  guard: "credits",
  answer: covered ? "pass" : "skip",
  ...(!covered && { reason: "insufficient_credits" as const }),
  saw: { needed, balance },
});
