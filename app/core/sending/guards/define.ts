import type { Cap } from "../caps.ts";
import type { Cart } from "../cart.ts";
import type { Hours } from "../quiet-hours/windows.ts";
import type { Check, CheckInputs } from "#core/activity/explanation.ts";
import type { Reason } from "#core/activity/reasons.ts";
import type { Duration } from "#core/time/duration.ts";
import type { AutomationStatus, ConsentState, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";

/**
 * What a text is for: it sells, it tells of what was bought, it asks for the yes of a double opt-in, it is a word from
 * person to person, or the merchant tries a text out on themselves. A merchant's own automations are of the first
 * three.
 */
export type MessageKind = "marketing" | "transactional" | "opt_in" | "conversation" | "test";

/**
 * Whether messages of a kind serve to sell: those are kept from whoever is unsubscribed, and each names the shop at
 * first.
 */
export const isMarketing = (kind: MessageKind): boolean => kind === "marketing" || kind === "opt_in";

/** What is known when a step is due. */
export interface StepFacts {
  now: Instant;
  kind: MessageKind;
  shop: {
    name: string;
    url: string;
    timezone: string;
    /** Installed now, and by the same installation that the sequence entered under. */
    installed: boolean;
    /** The merchant lets transactional texts go at night. */
    transactionalAtNight: boolean;
    /** The merchant's own hours, within what the law leaves open. */
    quietHours?: Hours | null;
    /** How many marketing texts a number may get. */
    caps: readonly Cap[];
    /** How many marketing e-mails an address may get. */
    emailCaps: readonly Cap[];
  };
  automation: { status: AutomationStatus };
  sequence: { status: SequenceStatus };
  /** The event that ends this sequence, where one came. */
  exit: { on: string; at: Instant } | null;
  customer: {
    erased: boolean;
    /** E.164. */
    phone: string | null;
    countryCode: string | null;
    provinceCode: string | null;
    consent: ConsentState;
    /** Said stop to this shop. */
    suppressed: boolean;
    /** A reply may have meant stop, and the merchant has not settled it. */
    marketingHeld: boolean;
  };
  /** The cart that the sequence is about, where it is about one. */
  cart: Cart | null;
  /** When marketing texts of this shop went to the number lately, newest first. */
  recent: readonly Instant[];
  /** When the number wrote to the shop last; null where it never did, or the text is no answer to anybody. */
  wroteAt: Instant | null;
  /** What the step does when a cap is reached. */
  overCap: "skip" | "defer";
  /** No marketing text of this shop ever went to the number. */
  firstMarketing: boolean;
  /** Since when the text has waited for credits, and how long that may be; null where it has not. */
  unpaid: { since: Instant; staleAfter: Duration } | null;
}

/** The text about to be sent, where the step sends one. */
export type TextDraft = { body: string } | { refused: Reason; detail: string };

export type GuardAnswer =
  | { answer: "pass"; saw: CheckInputs; rule?: string }
  | { answer: "skip" | "exit" | "hold"; reason: Reason; saw: CheckInputs; rule?: string }
  | { answer: "defer"; reason: Reason; until: Instant; saw: CheckInputs; rule?: string };

export interface Guard {
  name: string;
  check(facts: StepFacts): GuardAnswer;
}

/** A guard that only stands before texts. */
export interface TextGuard {
  name: string;
  check(facts: StepFacts, draft: TextDraft): GuardAnswer;
}

export const pass = (saw: CheckInputs, rule?: string): GuardAnswer => ({ answer: "pass", saw, ...(rule && { rule }) });
export const skip = (reason: Reason, saw: CheckInputs, rule?: string): GuardAnswer => ({
  answer: "skip",
  reason,
  saw,
  ...(rule && { rule }),
});

export const toCheck = (guard: string, answer: GuardAnswer): Check =>
  answer.answer === "defer" ? { guard, ...answer, until: answer.until.toString() } : { guard, ...answer };
