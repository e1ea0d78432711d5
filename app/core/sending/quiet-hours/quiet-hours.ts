import { Temporal, type Instant } from "#core/time/time.ts";
import { holidayOn } from "./holidays.ts";
import type { Hours, WindowRule } from "./windows.ts";

/** Longer than any run of Sundays and holidays: what has not opened within it never will. */
const LOOK_AHEAD_DAYS = 14;

/**
 * When a text may arrive that is ready at `now`.
 * @param zones IANA names: every rule must be open in each
 * @returns `now` itself while all is open, else the next opening; null where the rules share no open minute
 */
export function nextOpening(now: Instant, zones: readonly string[], rules: readonly WindowRule[]): Instant | null {
  const horizon = now.add({ hours: 24 * LOOK_AHEAD_DAYS });
  let at = now;
  // Each turn moves on to the latest of the openings, before which something is closed: nothing open is passed over.
  while (Temporal.Instant.compare(at, horizon) < 0) {
    let latest = at;
    for (const zone of zones) {
      for (const rule of rules) {
        const opening = openingIn(zone, at, rule);
        if (!opening) return null;
        if (Temporal.Instant.compare(opening, latest) > 0) latest = opening;
      }
    }
    if (latest.equals(at)) return at;
    at = latest;
  }
  return null;
}

function openingIn(zone: string, now: Instant, rule: WindowRule): Instant | null {
  const local = now.toZonedDateTimeISO(zone);
  const today = local.toPlainDate();
  const minute = local.hour * 60 + local.minute;
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const day = today.add({ days: ahead });
    const hours = hoursOn(day, rule);
    if (!hours || hours.opens >= hours.closes) continue;
    if (ahead > 0 || minute < inMinutes(hours.opens)) return instantOf(day, hours.opens, zone);
    if (minute < inMinutes(hours.closes)) return now;
  }
  return null;
}

const hoursOn = (day: Temporal.PlainDate, { week, holidays }: WindowRule): Hours | null =>
  holidays && holidayOn(holidays, day) ? null : (week[day.dayOfWeek - 1] ?? null);

/**
 * Hours of the clock on the wall, as a law states them: on a day of 23 or 25 hours nine o'clock is still nine
 * o'clock.
 */
const inMinutes = (hours: number): number => Math.round(hours * 60);

const instantOf = (day: Temporal.PlainDate, hours: number, zone: string): Instant =>
  day
    .toPlainDateTime()
    .add({ minutes: inMinutes(hours) })
    .toZonedDateTime(zone)
    .toInstant();
