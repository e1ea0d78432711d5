import { Temporal, type Instant } from "../time/time.ts";

/** Calls in a row that got no answer, within a while, until the provider is left in peace. */
const MOST_FAILURES = 5;
const WITHIN = { minutes: 5 };
const FIRST_REST_SECONDS = 30;
const LONGEST_REST_SECONDS = 900;
/** A trial call that has not come back by then is given up, and another may be made. */
const TRIAL_LASTS = { seconds: 60 };

/**
 * Whether the provider is called at all. Each call into a provider that does not answer is a text of which nobody knows
 * whether it went out; a text that waits is merely late. So after some failures in a row it rests, then tries one call:
 * answered, all go on; not answered, it rests for twice as long.
 */
export interface Breaker {
  /** Failures in a row while it calls. */
  failures: { count: number; since: Instant } | null;
  /** Rests in a row, none of which ended with an answer. */
  rests: number;
  /** Until when it rests; past that one trial call is let through. */
  restsUntil: Instant | null;
  /** Until when a trial call is under way. */
  trialUntil: Instant | null;
  /** Counts the times it began or ended a rest: what calls of before have to tell is old news. */
  era: number;
}

export const closedBreaker: Breaker = { failures: null, rests: 0, restsUntil: null, trialUntil: null, era: 0 };

const isPast = (at: Instant, now: Instant): boolean => Temporal.Instant.compare(at, now) <= 0;

/** Asks whether a call may be made now. @returns what it answers, and the breaker from here on */
export function mayCall(
  breaker: Breaker,
  now: Instant,
): { breaker: Breaker; answer: { call: true; era: number } | { call: false; until: Instant } } {
  const { restsUntil, trialUntil, era } = breaker;
  if (!restsUntil) return { breaker, answer: { call: true, era } };
  if (!isPast(restsUntil, now)) return { breaker, answer: { call: false, until: restsUntil } };
  if (trialUntil && !isPast(trialUntil, now)) return { breaker, answer: { call: false, until: trialUntil } };
  return { breaker: { ...breaker, trialUntil: now.add(TRIAL_LASTS) }, answer: { call: true, era } };
}

/** Tells how a call went. @param era the one in which it was let through */
export function afterCall(breaker: Breaker, era: number, answered: boolean, now: Instant): Breaker {
  if (era !== breaker.era) return breaker;
  if (breaker.restsUntil) return answered ? { ...closedBreaker, era: era + 1 } : rest(breaker, now);
  if (answered) return { ...breaker, failures: null };
  const since =
    breaker.failures && !isPast(breaker.failures.since.add(WITHIN), now) ? breaker.failures : { count: 0, since: now };
  const failures = { ...since, count: since.count + 1 };
  return failures.count >= MOST_FAILURES ? rest(breaker, now) : { ...breaker, failures };
}

function rest(breaker: Breaker, now: Instant): Breaker {
  const seconds = Math.min(LONGEST_REST_SECONDS, FIRST_REST_SECONDS * 2 ** breaker.rests);
  return {
    failures: null,
    rests: breaker.rests + 1,
    restsUntil: now.add({ seconds }),
    trialUntil: null,
    era: breaker.era + 1,
  };
}
