import type { Reason } from "#core/activity/reasons.ts";
import { consentGuard } from "./consent.ts";
import { applyingGuards, type StepFacts, type TextGuard } from "./define.ts";
import { countryServed, notErased, numberReachable, senderApproved, validNumber } from "./eligibility.ts";
import { notPumped } from "./pumping.ts";
import { shopHoldout } from "./shop-holdout.ts";

/** The guards of a text that ask about its recipient alone, in their order. */
const recipientGuards: readonly TextGuard[] = [
  notErased,
  validNumber,
  numberReachable,
  countryServed,
  senderApproved,
  notPumped,
  consentGuard,
  shopHoldout,
];

/**
 * Why the recipient gets no text, whatever the hour and whatever other texts they got; null if they do. A reply in doubt
 * counts: its text would be held. The engine asks all guards again for each text.
 */
export function recipientObjection(facts: StepFacts): Reason | null {
  for (const guard of applyingGuards(recipientGuards, facts)) {
    const answer = guard.check(facts, { body: "…" });
    if (answer.answer !== "pass") return answer.reason;
  }
  return null;
}
