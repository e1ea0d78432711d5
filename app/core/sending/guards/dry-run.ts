import { creditsFor } from "#core/credits/prices.ts";
import type { Check } from "#core/activity/explanation.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Reason } from "#core/activity/reasons.ts";
import { countSegments } from "../segments.ts";
import type { Instant } from "#core/time/time.ts";
import { creditsCheck } from "./credits.ts";
import { toCheck, type TextDraft, type StepFacts } from "./define.ts";
import { stepGuards, textGuards } from "./index.ts";

/** What would become of a text if it were due now; `reason` null: it would go. */
export interface DryRun {
  checks: Check[];
  reason: Reason | null;
  /** When it would be looked at again, where it would only have to wait. */
  until: Instant | null;
}

/**
 * Asks every guard of a text in its order, up to the one that says no, the credits last: before it is written, or
 * where none is.
 */
export function dryRunGuards(facts: StepFacts, draft: TextDraft, balance: number): DryRun {
  const checks: Check[] = [];
  for (const guard of [...stepGuards, ...textGuards]) {
    const answer = guard.check(facts, draft);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer !== "pass")
      return { checks, reason: answer.reason, until: answer.answer === "defer" ? answer.until : null };
  }
  const needed =
    "body" in draft
      ? creditsFor(countSegments(draft.body).segments, readPhone(facts.customer.phone)?.country ?? null)
      : 0;
  const last = creditsCheck(needed, balance, needed <= balance);
  return { checks: [...checks, last], reason: last.reason ?? null, until: null };
}
