import { Cron } from "croner";
import { Temporal, type Instant } from "./time.ts";

/**
 * The first time after `now` that a pattern names; null when it names none.
 * @param pattern five parts, or six with seconds first
 * @param timezone IANA: the pattern keeps its hour by that clock, whatever the clock does
 */
export function nextRun(pattern: string, timezone: string, now: Instant): Instant | null {
  const next = new Cron(pattern, { timezone, paused: true }).nextRun(new Date(now.epochMilliseconds));
  return next && Temporal.Instant.fromEpochMilliseconds(next.getTime());
}

const FIXED = /^\d+$/;

/**
 * A pattern of six parts that names an hour, by another clock, as that stands at the pattern's next run; any other as
 * it is.
 * @param zone IANA: whose clock
 */
export function patternBy(zone: string, pattern: string, timezone: string, now: Instant): string {
  const [second = "", minute = "", hour = "", day = "", month = "", weekday = ""] = pattern.split(/\s+/);
  const next = FIXED.test(minute) && FIXED.test(hour) && weekday !== "" ? nextRun(pattern, timezone, now) : null;
  if (!next) return pattern;
  const there = next.toZonedDateTimeISO(zone);
  return [
    second,
    there.minute,
    there.hour,
    FIXED.test(day) ? there.day : day,
    month,
    FIXED.test(weekday) ? there.dayOfWeek : weekday,
  ].join(" ");
}
