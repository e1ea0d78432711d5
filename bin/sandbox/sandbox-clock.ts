import { Temporal, type Instant } from "#core/time/time.ts";
import { movableClock, systemClock, type MovableClock } from "#shell/clock.server.ts";

/** The store's time zone, and hours outside of quiet hours everywhere in the US. */
const ZONE = "America/New_York";
const AWAKE_FROM = 13;
const AWAKE_UNTIL = 19;

/**
 * The sandbox's clock.
 * @param ahead saved offset in milliseconds; 0 for a new sandbox, whose clock skips quiet hours
 * @param hour start hour of a new sandbox in the store's time zone, 0 to 23
 */
export const createSandboxClock = (ahead: number, hour?: string): MovableClock =>
  movableClock(systemClock.now, ahead || untilAwake(systemClock.now(), hour));

function untilAwake(now: Instant, hour?: string): number {
  const { hour: localHour } = now.toZonedDateTimeISO(ZONE);
  if (!hour && localHour >= AWAKE_FROM && localHour < AWAKE_UNTIL) return 0;
  return nextHour(now, hour || String(AWAKE_FROM)).epochMilliseconds - now.epochMilliseconds;
}

/**
 * The next time at which it is this hour in the store's time zone.
 * @param hour 0 to 23
 * @throws for anything else
 */
export function nextHour(now: Instant, hour: string): Instant {
  const begins = Number(hour);
  if (!Number.isInteger(begins) || begins < 0 || begins > 23)
    throw new Error(`SANDBOX_HOUR must be an hour of the day, 0 to 23, not "${hour}"`);
  const local = now.toZonedDateTimeISO(ZONE);
  const day = local.hour < begins ? local : local.add({ days: 1 });
  return day.withPlainTime(Temporal.PlainTime.from({ hour: begins })).toInstant();
}
