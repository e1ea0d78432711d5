import type { SubscriptionStatus } from "../statuses.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { thresholdCrossed } from "./alerts.ts";
import type { Pack } from "./packs.ts";

/** The merchant's rule: under `below` credits buy the pack, for at most `mostPerMonth` in a billing period. */
export interface TopUpRule {
  below: number;
  packKey: string;
  /** In the packs' currency, main unit. */
  mostPerMonth: number;
}

/** A subscription at Shopify that top-ups are charged to, as last known. */
export interface ChargedPlan {
  status: SubscriptionStatus;
  /** Decimal text, main unit. */
  cappedAmount: string;
  balanceUsed: string;
  periodEnd: Instant | null;
}

/** Why a top-up failed, or why it is tried again. */
export type TopUpProblem = "cap_reached" | "not_active" | "refused" | "no_answer";

export interface LastTopUp {
  isPending: boolean;
  problem: TopUpProblem | null;
  at: Instant;
}

/**
 * What automatic top-ups are doing: charging (`on`, `cap_near`, `retrying`), waiting for the merchant's approval
 * (`not_approved`, `pending`), or stopped by one of the others.
 */
export type TopUpState =
  | "off"
  | "not_approved"
  | "pending"
  | "declined"
  | "expired"
  | "frozen"
  | "cancelled"
  | "pack_gone"
  | "restored"
  | "cap_reached"
  | "refused"
  | "retrying"
  | "cap_near"
  | "on";

/** Shopify warns at the same share of the cap. */
const NEAR_CAP = 0.9;
/** How long after a refusal no top-up is tried. */
const PAUSE_AFTER_REFUSAL = Temporal.Duration.from({ hours: 1 });

const centsOf = (amount: string | number): number => Math.round(Number(amount) * 100);

/** What was charged in the billing period that `now` is in. */
export const chargedInPeriod = ({ balanceUsed, periodEnd }: ChargedPlan, now: Instant): string =>
  periodEnd !== null && Temporal.Instant.compare(periodEnd, now) <= 0 ? "0.00" : balanceUsed;

/**
 * @param facts.plan the shop's newest subscription; null if it never had one since it installed the app
 * @param facts.pack the rule's pack; null when it is not sold any more
 * @param facts.chargesAreRead false after a restore, until the charges since the copy were read from Shopify
 */
export function topUpState({
  rule,
  plan,
  pack,
  last,
  chargesAreRead,
  now,
}: {
  rule: TopUpRule | null;
  plan: ChargedPlan | null;
  pack: Pack | null;
  last: LastTopUp | null;
  chargesAreRead: boolean;
  now: Instant;
}): TopUpState {
  if (!rule) return "off";
  if (!chargesAreRead) return "restored";
  if (!plan) return "not_approved";
  if (plan.status !== "active") return plan.status;
  if (!pack) return "pack_gone";
  if (last?.isPending && last.problem !== null) return "retrying";
  const used = centsOf(chargedInPeriod(plan, now));
  const most = Math.min(centsOf(plan.cappedAmount), centsOf(rule.mostPerMonth));
  if (used + centsOf(pack.price) > most) return "cap_reached";
  if (last?.problem === "refused" && Temporal.Instant.compare(last.at.add(PAUSE_AFTER_REFUSAL), now) > 0)
    return "refused";
  return used >= NEAR_CAP * most ? "cap_near" : "on";
}

/** Whether a movement took the balance under the rule's level. */
export const fellUnderTopUp = (rule: TopUpRule | null, before: number, after: number): boolean =>
  rule !== null && thresholdCrossed(before, after, rule.below) === "fell";

/** Whether a top-up may begin. */
export const mayTopUp = (state: TopUpState): boolean => state === "on" || state === "cap_near";

/** The refusal of a usage charge, read from Shopify's words: its user errors carry no code. */
export const refusalOf = (detail: string): Exclude<TopUpProblem, "no_answer"> => {
  if (/exceeds? (the )?(balance|capped)|capped amount/i.test(detail)) return "cap_reached";
  return /not active|inactive|frozen|cancell?ed|not found|does not exist/i.test(detail) ? "not_active" : "refused";
};

const RETRY_MINUTES = [1, 5, 15, 60] as const;

/** When to charge again after a call without an answer; the same key charges once. @param attempts the calls so far */
export const nextChargeAt = (attempts: number, now: Instant, afterSeconds = 0): Instant =>
  now.add({
    seconds: Math.max(afterSeconds, 60 * (RETRY_MINUTES[Math.min(attempts, RETRY_MINUTES.length) - 1] ?? 1)),
  });
