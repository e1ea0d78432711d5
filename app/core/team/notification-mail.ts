import { Temporal, type Instant } from "../time/time.ts";

const FIRST_MINUTES = 1;
const MAX_MINUTES = 60;
/** After this time the alert has been seen in the app, or no longer applies. */
const MAX_AGE = Temporal.Duration.from({ hours: 24 });

/**
 * When to retry mailing alerts.
 * @param attempts the attempts so far
 * @param since the time of the oldest alert in the mail
 * @returns null to give up
 */
export function nextMailAt(attempts: number, since: Instant, now: Instant): Instant | null {
  const at = now.add({ minutes: Math.min(MAX_MINUTES, FIRST_MINUTES * 2 ** Math.min(attempts - 1, 10)) });
  return Temporal.Instant.compare(at, since.add(MAX_AGE)) > 0 ? null : at;
}
