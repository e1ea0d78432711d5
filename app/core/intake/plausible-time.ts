import { Temporal, type Instant } from "../time/time.ts";

/** No store existed before; a time that is earlier was made up, and some of them no database can hold. */
export const EARLIEST = Temporal.Instant.from("2000-01-01T00:00:00Z");
/** Tolerance for clocks that run ahead. */
const MAX_CLOCK_SKEW_MINUTES = 5;

export const isTooEarly = (at: Instant): boolean => Temporal.Instant.compare(at, EARLIEST) < 0;
export const isInFuture = (at: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(at, now.add({ minutes: MAX_CLOCK_SKEW_MINUTES })) > 0;

/** Reads the time in an unsigned header; null when the header is missing, unreadable or implausible. */
export function readPlausibleTime(text: string | null, now: Instant): Instant | null {
  try {
    const at = text ? Temporal.Instant.from(text) : null;
    return at && !isTooEarly(at) && !isInFuture(at, now) ? at : null;
  } catch {
    return null;
  }
}
