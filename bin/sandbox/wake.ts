import { Temporal, type Instant } from "#core/time.ts";
import { movableClock, systemClock, type MovableClock } from "#shell/clock.server.ts";

/** The store's zone, and its hours in which texts may go out in all of the country. */
const ZONE = "America/New_York";
const AWAKE_FROM = 13;
const AWAKE_UNTIL = 19;

/**
 * The sandbox's clock.
 * @param ahead how far it was left ahead of the machine's, in milliseconds; 0 for a new one, which is moved on out of the
 *   quiet hours where it would begin in them
 */
export const wake = (ahead: number): MovableClock => movableClock(systemClock.now, ahead || untilAwake(systemClock.now()));

function untilAwake(now: Instant): number {
  const local = now.toZonedDateTimeISO(ZONE);
  if (local.hour >= AWAKE_FROM && local.hour < AWAKE_UNTIL) return 0;
  const day = local.hour < AWAKE_FROM ? local : local.add({ days: 1 });
  return day.withPlainTime(Temporal.PlainTime.from({ hour: AWAKE_FROM })).epochMilliseconds - local.epochMilliseconds;
}
