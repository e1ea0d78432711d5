import type { Definition } from "../automations/definition.ts";
import type { Check, CheckInputs } from "../activity/explanation.ts";
import { Temporal, type Instant } from "../time/time.ts";
import type { ProviderMessage } from "./match-provider-messages.ts";

/** Lookups at the provider, in minutes after the call began. */
const LOOKUP_MINUTES = [1, 5, 15, 60];
/** The provider may list a message late, so an empty lookup counts only from here on. */
const COUNTS_FROM = { minutes: 15 };
const EMPTY_LOOKUPS_TO_CLOSE = 2;
/** The minimum time between lookups: a late lookup must not make the next one due at once. */
const MIN_INTERVAL = { minutes: 3 };
/**
 * After the last of them, an empty lookup is repeated after this: the second one closes the text. So is an unclear one:
 * the other call has its outcome by then.
 */
const EMPTY_INTERVAL = { minutes: 10 };
/** While the provider does not answer, lookups go on: hourly for a day, then every six hours. */
const SILENT_INTERVAL = { hours: 1 };
const SILENT_PERIOD = { hours: 24 };
const LONG_SILENT_INTERVAL = { hours: 6 };

const isBefore = (a: Instant, b: Instant): boolean => Temporal.Instant.compare(a, b) < 0;

/** When the first lookup is due; `now` when that time has passed, as after a worker crash during the call. */
export function firstLookupAt(startedAt: Instant, now: Instant): Instant {
  const at = startedAt.add({ minutes: LOOKUP_MINUTES[0] ?? 0 });
  return isBefore(at, now) ? now : at;
}

function nextLookupAt(startedAt: Instant, now: Instant, reading: LookupReading["kind"]): Instant {
  const earliest = now.add(MIN_INTERVAL);
  const scheduled = LOOKUP_MINUTES.map((minutes) => startedAt.add({ minutes })).find((at) => !isBefore(at, earliest));
  if (scheduled) return scheduled;
  if (reading === "none" || reading === "unclear") return now.add(EMPTY_INTERVAL);
  return now.add(isBefore(now, startedAt.add(SILENT_PERIOD)) ? SILENT_INTERVAL : LONG_SILENT_INTERVAL);
}

/**
 * The result of one lookup. silent: the provider did not answer, which is not "none". unclear: a listed text may belong
 * to another call that is still under way, so that a missing one proves nothing. The last kind: no lookup is
 * possible, because the number was erased or the message is an e-mail.
 */
export type LookupReading =
  | { kind: "found"; text: ProviderMessage }
  | { kind: "none" }
  | { kind: "silent" }
  | { kind: "unclear" }
  | { kind: "no_list" };

export interface LookedUpText {
  startedAt: Instant;
  /** Earlier empty lookups that counted. */
  cleanLooks: number;
  /** The merchant prefers two copies to none, and the text has not been resent yet. */
  mayGoAgain: boolean;
}

/** The decision after a lookup. */
export type LookupVerdict =
  | { kind: "sent"; text: ProviderMessage }
  | { kind: "look_again"; at: Instant; cleanLooks: number }
  | { kind: "send_again"; cleanLooks: number }
  /** The flag is true when no lookup was possible. */
  | { kind: "close"; cleanLooks: number; withoutList: boolean };

/**
 * Decides after one lookup. Without an answer from the provider it neither closes nor resends, but looks again. A text
 * that may be resent is resent after the first empty lookup, because the merchant chose speed.
 */
export function judgeLookup(
  { startedAt, cleanLooks, mayGoAgain }: LookedUpText,
  reading: LookupReading,
  now: Instant,
): LookupVerdict {
  if (reading.kind === "found") return { kind: "sent", text: reading.text };
  if (reading.kind === "no_list") return { kind: "close", cleanLooks, withoutList: true };
  const counts = reading.kind === "none" && !isBefore(now, startedAt.add(COUNTS_FROM));
  const emptyLookups = cleanLooks + (counts ? 1 : 0);
  if (reading.kind === "none" && mayGoAgain && !isBefore(now, firstLookupAt(startedAt, startedAt)))
    return { kind: "send_again", cleanLooks: emptyLookups };
  if (emptyLookups >= EMPTY_LOOKUPS_TO_CLOSE) return { kind: "close", cleanLooks: emptyLookups, withoutList: false };
  return { kind: "look_again", at: nextLookupAt(startedAt, now, reading.kind), cleanLooks: emptyLookups };
}

/**
 * Whether the merchant prefers two copies of a text to none. Only transactional texts qualify: a second copy of an
 * offer or an opt-in request is never acceptable.
 */
export const resendsOnUnknown = ({ kind, ifUnknown }: Pick<Definition, "kind" | "ifUnknown">): boolean =>
  kind === "transactional" && ifUnknown === "send_again";

/** The log's check for a resolved unknown outcome. */
export const outcomeFoundCheck = (saw: CheckInputs): Check => ({ guard: "found_out", answer: "pass", saw });
export const outcomeNotFoundCheck = (answer: "skip" | "defer", saw: CheckInputs): Check => ({
  guard: "found_out",
  answer,
  reason: "outcome_unknown",
  saw,
});
