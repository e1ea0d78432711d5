import { Temporal, type Instant } from "../time/time.ts";

/** Consecutive failed calls within `WITHIN` that open the breaker. */
const MAX_FAILURES = 5;
const FAILURE_WINDOW = { minutes: 5 };
const FIRST_PAUSE_SECONDS = 30;
const MAX_PAUSE_SECONDS = 900;
/** The timeout of a probe call, after which another probe may start. */
const PROBE_TIMEOUT = { seconds: 60 };

/**
 * A circuit breaker for the provider. Each call to a provider that does not answer leaves a text with an unknown
 * outcome, while a waiting text is only late. After several consecutive failures the breaker opens, then lets one probe
 * call through: an answer closes it, a failure doubles the pause.
 */
export interface Breaker {
  /** Consecutive failures while closed. */
  failures: { count: number; since: Instant } | null;
  /** Consecutive pauses, for the backoff. */
  rests: number;
  /** Open until this instant, then one probe call may pass; null while closed. */
  restsUntil: Instant | null;
  /** A probe call is in progress until this instant at the latest. */
  probeUntil: Instant | null;
  /** Counts openings and closings: results of calls from an earlier era are ignored. */
  era: number;
}

export const closedBreaker: Breaker = { failures: null, rests: 0, restsUntil: null, probeUntil: null, era: 0 };

const isPast = (at: Instant, now: Instant): boolean => Temporal.Instant.compare(at, now) <= 0;

/**
 * Decides whether a call may start now.
 * @returns the answer and the next state
 */
export function mayCall(
  breaker: Breaker,
  now: Instant,
): { breaker: Breaker; answer: { call: true; era: number } | { call: false; until: Instant } } {
  const { restsUntil, probeUntil, era } = breaker;
  if (!restsUntil) return { breaker, answer: { call: true, era } };
  if (!isPast(restsUntil, now)) return { breaker, answer: { call: false, until: restsUntil } };
  if (probeUntil && !isPast(probeUntil, now)) return { breaker, answer: { call: false, until: probeUntil } };
  return { breaker: { ...breaker, probeUntil: now.add(PROBE_TIMEOUT) }, answer: { call: true, era } };
}

/**
 * Ends a call that says nothing of the provider's health: it was told to wait. A probe makes room for another.
 * @param era as in `afterCall`
 */
export const afterWait = (breaker: Breaker, era: number): Breaker =>
  era === breaker.era && breaker.restsUntil ? { ...breaker, probeUntil: null } : breaker;

/**
 * Records the result of a call.
 * @param era the era in which `mayCall` let it through
 */
export function afterCall(breaker: Breaker, era: number, answered: boolean, now: Instant): Breaker {
  if (era !== breaker.era) return breaker;
  if (breaker.restsUntil) return answered ? { ...closedBreaker, era: era + 1 } : open(breaker, now);
  if (answered) return { ...breaker, failures: null };
  const window =
    breaker.failures && !isPast(breaker.failures.since.add(FAILURE_WINDOW), now)
      ? breaker.failures
      : { count: 0, since: now };
  const failures = { ...window, count: window.count + 1 };
  return failures.count >= MAX_FAILURES ? open(breaker, now) : { ...breaker, failures };
}

function open(breaker: Breaker, now: Instant): Breaker {
  const seconds = Math.min(MAX_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** breaker.rests);
  return {
    failures: null,
    rests: breaker.rests + 1,
    restsUntil: now.add({ seconds }),
    probeUntil: null,
    era: breaker.era + 1,
  };
}
