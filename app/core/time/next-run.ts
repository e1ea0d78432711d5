import { Cron } from "croner";
import { Temporal, type Instant } from "./time.ts";

/**
 * The next run of a cron pattern after `now`; null when it has none.
 * @param pattern five parts, or six with seconds first
 * @param timezone IANA; the pattern keeps its local hour across clock changes
 */
export function nextRun(pattern: string, timezone: string, now: Instant): Instant | null {
  const next = new Cron(pattern, { timezone, paused: true }).nextRun(new Date(now.epochMilliseconds));
  return next && Temporal.Instant.fromEpochMilliseconds(next.getTime());
}

const DIGITS = /^\d+$/;

/**
 * Converts a six-part pattern with a fixed hour to another zone, with the offset at its next run; returns other
 * patterns unchanged.
 * @param zone the target IANA zone
 */
export function patternBy(zone: string, pattern: string, timezone: string, now: Instant): string {
  const [second = "", minute = "", hour = "", day = "", month = "", weekday = ""] = pattern.split(/\s+/);
  const next = DIGITS.test(minute) && DIGITS.test(hour) && weekday !== "" ? nextRun(pattern, timezone, now) : null;
  if (!next) return pattern;
  const local = next.toZonedDateTimeISO(zone);
  return [
    second,
    local.minute,
    local.hour,
    DIGITS.test(day) ? local.day : day,
    month,
    DIGITS.test(weekday) ? local.dayOfWeek : weekday,
  ].join(" ");
}
