import type { Cap } from "../caps.ts";
import type { Cart } from "../cart.ts";
import type { NewNumberLimits } from "../new-numbers.ts";
import type { MessageKind } from "../message-kind.ts";
import type { Recovered } from "../recovered-texts.ts";
import type { TextRecipient } from "../recipient.ts";
import type { Hours } from "../quiet-hours/windows.ts";
import type { SenderFacts } from "#core/senders/sender.ts";
import type { Check, CheckInputs } from "#core/activity/explanation.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { Duration } from "#core/time/duration.ts";
import type { AutomationStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";

/** Everything the guards may check of a due step. */
export interface StepFacts {
  now: Instant;
  kind: MessageKind;
  shop: {
    name: string;
    url: string;
    timezone: string;
    /** False after an uninstall, also when the shop has installed the app again since the sequence entered. */
    installed: boolean;
    /** The shop sends transactional texts during quiet hours. */
    transactionalAtNight: boolean;
    /** The shop's own hours, within the legal ones. */
    quietHours?: Hours | null;
    /** The shop's own senders; none while it uses the installation's. */
    senders: readonly SenderFacts[];
    /** The installation has a sender, which a shop without its own uses. */
    sharesSender: boolean;
    /** The shop holds transactional texts until its sender is approved. */
    holdsUntilApproved: boolean;
    /** ISO code of the shop's country; null when unknown. */
    country?: string | null;
    /** The most new numbers of a block, and of a country abroad, that get texts within an hour. */
    newNumbers?: NewNumberLimits;
    /** The shop's caps on marketing texts per number. */
    caps: readonly Cap[];
    /** The shop's caps on marketing e-mails per address. */
    emailCaps: readonly Cap[];
    /** False after a restore, until the consents since the copy were read from Shopify. */
    consentsAreRead: boolean;
    /** The share of customers who get no marketing, for comparison. */
    holdoutPercent: number;
  };
  automation: { status: AutomationStatus };
  /** `skipped`: staff have skipped the step before the sequence reached it. */
  sequence: { status: SequenceStatus; skipped?: boolean };
  /** The event that ends the sequence; null when none did. */
  exit: { on: string; at: Instant } | null;
  /** `holdoutBucket`: see `holdoutBucket`; null for a person who is no customer yet. */
  customer: {
    erased: boolean;
    countryCode: string | null;
    provinceCode: string | null;
    holdoutBucket: number | null;
  };
  /** The number that the text would go to. */
  recipient: TextRecipient;
  /** The order that the text describes as standing; null when it describes none. */
  order: { name: string | null; stands: boolean; cancelledAt: Instant | null } | null;
  /** Null when the sequence is not about a cart. */
  cart: Cart | null;
  /** When the customer looked at the product that the sequence reminds of; absent when it reminds of none. */
  viewedAt?: Instant | null;
  /** Recent marketing texts from the shop to the number, newest first. */
  recent: readonly Instant[];
  /** The number's last inbound text; null when there is none or the step does not reply to one. */
  wroteAt: Instant | null;
  /** The step's behaviour at a reached cap. */
  overCap: "skip" | "defer";
  /** True when the shop has never sent a marketing text to the number. */
  firstMarketing: boolean;
  /** Absent where no copy was restored lately. */
  recovered?: Recovered;
  /** For a text that waited for credits: the start of the wait and its maximum; null otherwise. */
  unpaid: { since: Instant; staleAfter: Duration } | null;
  /** The same for a text that waited for its sender. */
  throttled: { since: Instant; staleAfter: Duration } | null;
}

/** The rendered text, or why it could not be rendered. */
export type TextDraft = { body: string } | { refused: Reason; detail: string };

export type GuardAnswer =
  | { answer: "pass"; saw: CheckInputs; rule?: string }
  | { answer: "skip" | "exit" | "hold"; reason: Reason; saw: CheckInputs; rule?: string }
  | { answer: "defer"; reason: Reason; until: Instant; saw: CheckInputs; rule?: string };

export interface Guard {
  name: string;
  check(facts: StepFacts): GuardAnswer;
}

/** A guard of texts only. */
export interface TextGuard {
  name: string;
  /** False where it has nothing to say; then it leaves no line. Absent: it always applies. */
  applies?(facts: StepFacts): boolean;
  check(facts: StepFacts, draft: TextDraft): GuardAnswer;
}

/** The guards that apply, in order. */
export const applyingGuards = <G extends { applies?(facts: StepFacts): boolean }>(
  guards: readonly G[],
  facts: StepFacts,
): G[] => guards.filter((guard) => guard.applies?.(facts) ?? true);

export const pass = (saw: CheckInputs, rule?: string): GuardAnswer => ({ answer: "pass", saw, ...(rule && { rule }) });
export const skip = (reason: Reason, saw: CheckInputs, rule?: string): GuardAnswer => ({
  answer: "skip",
  reason,
  saw,
  ...(rule && { rule }),
});

export const toCheck = (guard: string, answer: GuardAnswer): Check =>
  answer.answer === "defer" ? { guard, ...answer, until: answer.until.toString() } : { guard, ...answer };
