import type { Definition } from "../automations/definition.ts";
import type { Check, CheckInputs } from "../activity/explanation.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { ProviderMessage } from "./match-provider-messages.ts";

/** When the provider is asked about a text, in minutes after its call began. */
const LOOKS_AFTER = [1, 5, 15, 60];
/** A look is worth as much as the time the provider had to write the text down: only from here on does "none" count. */
const TRUSTED_FROM = { minutes: 15 };
const CLEAN_LOOKS_TO_CLOSE = 2;
/** Two looks a moment apart see the same thing: a late one does not make the next one due at once. */
const LEAST_APART = { minutes: 3 };
/** A provider that does not answer is asked on, for as long as it takes: hourly for a day, then less often. */
const PATIENT = { hours: 1 };
const PATIENT_FOR = { hours: 24 };
const VERY_PATIENT = { hours: 6 };

const isBefore = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) < 0;

/**
 * When a text is looked for first; at once where that time has passed, as with a worker that stopped during the call.
 */
export function firstLookupAt(startedAt: Instant, now: Instant): Instant {
  const at = startedAt.add({ minutes: LOOKS_AFTER[0] ?? 0 });
  return isBefore(at, now) ? now : at;
}

function nextLook(startedAt: Instant, now: Instant): Instant {
  const earliest = now.add(LEAST_APART);
  const scheduled = LOOKS_AFTER.map((minutes) => startedAt.add({ minutes })).find((at) => !isBefore(at, earliest));
  return scheduled ?? now.add(isBefore(now, startedAt.add(PATIENT_FOR)) ? PATIENT : VERY_PATIENT);
}

/**
 * What one look showed. silent: the provider did not answer, which is not "none". nobody: there is nobody to ask, for
 * the number was erased, or it is an e-mail.
 */
export type LookupReading =
  { kind: "found"; text: ProviderMessage } | { kind: "none" } | { kind: "silent" } | { kind: "nobody" };

export interface LookedUpText {
  startedAt: Instant;
  /** Looks before this one that counted as "none". */
  cleanLooks: number;
  /** Whether the merchant would rather have it go out twice than never, and it has not been sent again yet. */
  mayGoAgain: boolean;
}

/** What follows from a look. */
export type LookupVerdict =
  | { kind: "sent"; text: ProviderMessage }
  | { kind: "look_again"; at: Instant; cleanLooks: number }
  | { kind: "send_again"; cleanLooks: number }
  /** @property nobody there was nobody to ask */
  | { kind: "close"; cleanLooks: number; nobody: boolean };

/**
 * Weighs one look at the provider's list. It never closes, and never sends again, on silence: without an answer it
 * goes on looking. A text that may go out again does so at the first clean look, for whoever chose that wants it
 * soon.
 */
export function judgeLookup(
  { startedAt, cleanLooks, mayGoAgain }: LookedUpText,
  reading: LookupReading,
  now: Instant,
): LookupVerdict {
  if (reading.kind === "found") return { kind: "sent", text: reading.text };
  if (reading.kind === "nobody") return { kind: "close", cleanLooks, nobody: true };
  const isTrusted = reading.kind === "none" && !isBefore(now, startedAt.add(TRUSTED_FROM));
  const clean = cleanLooks + (isTrusted ? 1 : 0);
  if (reading.kind === "none" && mayGoAgain && !isBefore(now, firstLookupAt(startedAt, startedAt)))
    return { kind: "send_again", cleanLooks: clean };
  if (clean >= CLEAN_LOOKS_TO_CLOSE) return { kind: "close", cleanLooks: clean, nobody: false };
  return { kind: "look_again", at: nextLook(startedAt, now), cleanLooks: clean };
}

/**
 * Whether the merchant would rather have a text go out twice than never. A choice for what a buyer waits for alone: an
 * offer, or a question for consent, is never worth a second copy, whatever its definition says.
 */
export const resendsOnUnknown = ({ kind, ifUnknown }: Pick<Definition, "kind" | "ifUnknown">): boolean =>
  kind === "transactional" && ifUnknown === "send_again";

/** The check in a text's log that tells how its fate came to be known, or did not. */
export const outcomeFound = (saw: CheckInputs): Check => ({ guard: "found_out", answer: "pass", saw });
export const outcomeNotFound = (answer: "skip" | "defer", saw: CheckInputs): Check => ({
  guard: "found_out",
  answer,
  reason: "outcome_unknown",
  saw,
});
