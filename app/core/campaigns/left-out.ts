import type { Reason } from "../activity/reasons.ts";
import { consentGuard } from "../sending/guards/consent.ts";
import type { StepFacts } from "../sending/guards/define.ts";
import {
  countryServed,
  notErased,
  numberReachable,
  senderApproved,
  validNumber,
} from "../sending/guards/eligibility.ts";
import { notPumped } from "../sending/guards/pumping.ts";

/** The guards whose answer does not depend on the hour or on other texts. */
const lastingGuards = [notErased, validNumber, numberReachable, countryServed, senderApproved, notPumped, consentGuard];

/**
 * Why a customer gets no text of a campaign, by what is known when its recipients are fixed; null for one who can be
 * texted. The engine asks all guards again for each text.
 */
export function leftOutReason(facts: StepFacts): Reason | null {
  for (const guard of lastingGuards) {
    const answer = guard.check(facts, { body: "" });
    if (answer.answer !== "pass") return answer.reason;
  }
  return null;
}
