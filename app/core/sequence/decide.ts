import { planStep, type Step } from "../actions/index.ts";
import { creditsFor } from "../credits/prices.ts";
import type { Check } from "../explanation.ts";
import { toCheck, type Draft, type StepFacts } from "../guards/define.ts";
import { stepGuards, textGuards } from "../guards/index.ts";
import { readPhone } from "../phone/number.ts";
import type { Reason } from "../reasons.ts";
import { countSegments } from "../sms/segments.ts";
import type { Instant } from "../time.ts";

export interface PlannedText {
  /** E.164. */
  to: string;
  body: string;
  segments: number;
  credits: number;
}

/** What becomes of a due step; `checks` are the guards it passed, and the one that decided. */
export type Decision = { checks: Check[] } & (
  | { kind: "text"; text: PlannedText }
  | { kind: "done" }
  | { kind: "skip"; reason: Reason }
  | { kind: "defer"; reason: Reason; until: Instant }
  | { kind: "exit"; reason: Reason }
  | { kind: "hold"; reason: Reason }
);

/**
 * Decides a due step. Pure: the same facts give the same decision, live, in a test or in a replay.
 * @param variables what the step's templates may name
 */
export function decideStep(step: Step, facts: StepFacts, variables: Record<string, unknown>): Decision {
  const checks: Check[] = [];
  for (const guard of stepGuards) {
    const answer = guard.check(facts);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer !== "pass") return stopped(answer, checks);
  }

  const plan = planStep(step, { now: facts.now, timezone: facts.shop.timezone, variables });
  const draft: Draft | undefined = "refused" in plan ? plan : plan.effects.find((effect) => effect.type === "send_sms");
  if (!draft) return { kind: "done", checks };

  for (const guard of textGuards) {
    const answer = guard.check(facts, draft);
    checks.push(toCheck(guard.name, answer));
    if (answer.answer !== "pass") return stopped(answer, checks);
  }
  const to = facts.customer.phone;
  if (!("body" in draft) || !to) throw new Error("the guards let through a text without a body or a number");
  const { segments } = countSegments(draft.body);
  return { kind: "text", text: { to, body: draft.body, segments, credits: creditsFor(segments, readPhone(to)?.country ?? null) }, checks };
}

type Stop = Exclude<ReturnType<(typeof stepGuards)[number]["check"]>, { answer: "pass" }>;

function stopped(answer: Stop, checks: Check[]): Decision {
  if (answer.answer === "defer") return { kind: "defer", reason: answer.reason, until: answer.until, checks };
  return { kind: answer.answer, reason: answer.reason, checks };
}
