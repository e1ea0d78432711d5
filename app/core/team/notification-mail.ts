import { Temporal, type Instant } from "../time/time.ts";

const FIRST_MINUTES = 1;
const LONGEST_MINUTES = 60;
/** What was to be said a day ago is seen in the app by now, or no longer true. */
const TRIED_FOR = Temporal.Duration.from({ hours: 24 });

/**
 * When the mail server is asked again to take an alert that it did not take.
 * @param tries how often it has been asked
 * @param since when the oldest alert in it was told
 * @returns null when it is given up
 */
export function nextMailAt(tries: number, since: Instant, now: Instant): Instant | null {
  const at = now.add({ minutes: Math.min(LONGEST_MINUTES, FIRST_MINUTES * 2 ** Math.min(tries - 1, 10)) });
  return Temporal.Instant.compare(at, since.add(TRIED_FOR)) > 0 ? null : at;
}
