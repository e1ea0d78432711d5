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
 * The reason for which a customer gets no text of a campaign, as of the moment when its recipients are fixed. The engine
 * asks all guards again for each text.
 * @returns null when the customer can be texted
 */
export function leftOutReason(facts: StepFacts): Reason | null {
  for (const guard of lastingGuards) {
    const answer = guard.check(facts, { body: "" });
    if (answer.answer !== "pass") return answer.reason;
  }
  return null;
}
