import { creditsFor } from "#core/credits/prices.ts";
import { capBroken, type Spend, type SpendCaps } from "#core/credits/spend.ts";
import type { Check } from "#core/activity/explanation.ts";
import { readPhone } from "#core/customers/phone-number.ts";
import type { Reason } from "#core/activity/reasons.ts";
import { countSegments } from "../segments.ts";
import type { Instant } from "#core/time/time.ts";
import { creditsCheck, spendCheck } from "./content.ts";
import { applyingGuards, toCheck, type TextDraft, type StepFacts } from "./define.ts";
import { stepGuards, textGuards } from "./index.ts";

/** The guards' decision on a text if it were due now; `reason` is null when it would be sent. */
export interface DryRun {
  checks: Check[];
  reason: Reason | null;
  /** When a deferred text would be decided again. */
  until: Instant | null;
}

/** What the shop may still spend. */
interface Means {
  balance: number;
  spend: Spend;
  caps: SpendCaps;
}

/**
 * Runs all guards of a text in order up to the first refusal, the spend cap and the credits last. Used for previews and
 * before rendering.
 */
export function dryRunGuards(facts: StepFacts, draft: TextDraft, { balance, spend, caps }: Means): DryRun {
  const checks: Check[] = [];
  for (const guard of [...stepGuards, ...applyingGuards(textGuards, facts)]) {
    const answer = guard.check(facts, draft);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer !== "pass")
      return { checks, reason: answer.reason, until: answer.answer === "defer" ? answer.until : null };
  }
  const needed =
    "body" in draft
      ? creditsFor(countSegments(draft.body).segments, readPhone(facts.recipient.phone)?.country ?? null)
      : 0;
  const broken = capBroken(spend, caps, needed);
  checks.push(...spendCheck(caps, spend, needed, broken));
  if (broken) return { checks, reason: "spend_cap", until: null };
  const credits = creditsCheck(needed, balance, needed <= balance);
  return { checks: [...checks, credits], reason: credits.reason ?? null, until: null };
}
