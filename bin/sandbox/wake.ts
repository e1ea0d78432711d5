import { Temporal, type Instant } from "#core/time.ts";
import { movableClock, systemClock, type MovableClock } from "#shell/clock.server.ts";

/** The store's zone, and the hour at which a new sandbox wakes: when texts may go out in all of the country. */
const ZONE = "America/New_York";
const WAKES_AT = 13;

/**
 * The sandbox's clock.
 * @param ahead how far it was left ahead of the machine's, in milliseconds; 0 for a new one, which is moved on to the next
 *   early afternoon, out of the quiet hours
 */
export const wake = (ahead: number): MovableClock => movableClock(systemClock.now, ahead || untilAwake(systemClock.now()));

function untilAwake(now: Instant): number {
  const local = now.toZonedDateTimeISO(ZONE);
  const today = local.withPlainTime(Temporal.PlainTime.from({ hour: WAKES_AT }));
  const awake = Temporal.ZonedDateTime.compare(today, local) >= 0 ? today : today.add({ days: 1 });
  return awake.epochMilliseconds - local.epochMilliseconds;
}
