import { Temporal, type Instant } from "#core/time/time.ts";
import { holidayOn } from "./holidays.ts";
import type { Hours, WindowRule } from "./windows.ts";

/** Longer than any run of Sundays and holidays: a window that does not open in this time never opens. */
const LOOK_AHEAD_DAYS = 14;

/**
 * When a text that is due at `now` may arrive.
 * @param zones IANA names; every rule must be open in every zone
 * @returns `now` when all rules are open, else the next common opening; null when the rules have no common open minute
 */
export function nextOpening(now: Instant, zones: readonly string[], rules: readonly WindowRule[]): Instant | null {
  const horizon = now.add({ hours: 24 * LOOK_AHEAD_DAYS });
  let at = now;
  // Each pass advances to the latest opening. Some rule is closed before it, so no open time is skipped.
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
  for (let daysAhead = 0; daysAhead < LOOK_AHEAD_DAYS; daysAhead++) {
    const day = today.add({ days: daysAhead });
    const hours = hoursOn(day, rule);
    if (!hours || hours.opens >= hours.closes) continue;
    if (daysAhead > 0 || minute < inMinutes(hours.opens)) return instantOf(day, hours.opens, zone);
    if (minute < inMinutes(hours.closes)) return now;
  }
  return null;
}

const hoursOn = (day: Temporal.PlainDate, { week, holidays }: WindowRule): Hours | null =>
  holidays && holidayOn(holidays, day) ? null : (week[day.dayOfWeek - 1] ?? null);

/** Wall-clock hours, as laws define them: 9 o'clock stays 9 o'clock on a day of 23 or 25 hours. */
const inMinutes = (hours: number): number => Math.round(hours * 60);

const instantOf = (day: Temporal.PlainDate, hours: number, zone: string): Instant =>
  day
    .toPlainDateTime()
    .add({ minutes: inMinutes(hours) })
    .toZonedDateTime(zone)
    .toInstant();
