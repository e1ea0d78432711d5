import { Temporal, type Instant } from "#core/time/time.ts";
import { movableClock, systemClock, type MovableClock } from "#shell/clock.server.ts";

/** The store's zone, and its hours in which texts may go out in all of the country. */
const ZONE = "America/New_York";
const AWAKE_FROM = 13;
const AWAKE_UNTIL = 19;

/**
 * The sandbox's clock.
 * @param ahead how far it was left ahead of the machine's, in milliseconds; 0 for a new one, which is moved on out of
 * the quiet hours where it would begin in them
 * @param hour of the store's day at which a new one begins, 0 to 23, whatever the machine's clock says
 */
export const wake = (ahead: number, hour?: string): MovableClock =>
  movableClock(systemClock.now, ahead || untilAwake(systemClock.now(), hour));

function untilAwake(now: Instant, hour?: string): number {
  const local = now.toZonedDateTimeISO(ZONE);
  if (!hour && local.hour >= AWAKE_FROM && local.hour < AWAKE_UNTIL) return 0;
  const begins = hour ? Number(hour) : AWAKE_FROM;
  if (!Number.isInteger(begins) || begins < 0 || begins > 23)
    throw new Error(`SANDBOX_HOUR must be an hour of the day, 0 to 23, not "${hour}"`);
  const day = local.hour < begins ? local : local.add({ days: 1 });
  return day.withPlainTime(Temporal.PlainTime.from({ hour: begins })).epochMilliseconds - local.epochMilliseconds;
}
