import { Temporal, type Instant } from "../time/time.ts";

/** The provider has asked a sender to wait (HTTP 429). All workers keep the pause. */
export interface SenderPause {
  until: Instant;
  /** Pauses in a row, for the backoff. */
  rests: number;
}

const FIRST_SECONDS = 2;
const MAX_SECONDS = 60;
/** The longest pause that the provider may ask for. */
const MAX_ASKED_SECONDS = 900;
/** A pause that ended so long ago does not lengthen the next one. */
const FORGOTTEN_AFTER = { minutes: 2 };

/**
 * The pause after an answer of 429. Answers to calls that were under way when the pause began belong to that pause.
 * @param askedSeconds of the header Retry-After; null without one
 */
export function pauseAfter(before: SenderPause | null, askedSeconds: number | null, now: Instant): SenderPause {
  const asked = askedSeconds === null ? null : Math.min(MAX_ASKED_SECONDS, Math.max(1, askedSeconds));
  if (before && Temporal.Instant.compare(before.until, now) > 0)
    return {
      rests: before.rests,
      until: asked === null ? before.until : later(before.until, now.add({ seconds: asked })),
    };
  const isInARow = before !== null && Temporal.Instant.compare(before.until.add(FORGOTTEN_AFTER), now) > 0;
  const rests = isInARow ? before.rests + 1 : 1;
  const seconds = asked ?? Math.min(MAX_SECONDS, FIRST_SECONDS * 2 ** (rests - 1));
  return { rests, until: now.add({ seconds }) };
}

const later = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
