import { Temporal, type Instant } from "#core/time/time.ts";

/** A moment that the server formats, so that server and browser render the same words. */
export interface ShownMoment {
  /** ISO instant. */
  iso: string;
  /** "Today at 2:05 pm", "Nov 18 at 9:30 am". */
  shown: string;
  /** With seconds and time zone. */
  exact: string;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const NEAR_DAYS = new Map([
  [0, "Today"],
  [-1, "Yesterday"],
  [1, "Tomorrow"],
]);

/**
 * @param zone IANA time zone
 * @param now decides "today", and whether to show the year
 */
export function momentOf(at: Date | Instant, zone: string, now: Instant): ShownMoment {
  const { iso, day, time, exact } = dayMomentOf(at, zone, now);
  return { iso, shown: `${day} at ${time}`, exact };
}

/** A moment in a list that groups by day. */
export interface DayMoment extends Omit<ShownMoment, "shown"> {
  /** "Today", "Nov 18". */
  day: string;
  /** "2:05 pm". */
  time: string;
}

/** The same, with day and time apart. */
export function dayMomentOf(at: Date | Instant, zone: string, now: Instant): DayMoment {
  const instant = at instanceof Date ? Temporal.Instant.fromEpochMilliseconds(at.getTime()) : at;
  const local = instant.toZonedDateTimeISO(zone);
  const today = now.toZonedDateTimeISO(zone);
  const day = `${MONTHS[local.month - 1]} ${local.day}`;
  const year = local.year === today.year ? "" : `, ${local.year}`;
  const near = NEAR_DAYS.get(today.toPlainDate().until(local.toPlainDate()).days);
  return {
    iso: instant.toString(),
    day: near ?? `${day}${year}`,
    time: clockTime(local),
    exact: `${WEEKDAYS[local.dayOfWeek - 1]}, ${day}, ${local.year} at ${clockTime(local, true)} (${zone})`,
  };
}

/** "2026-11-18" as "Nov 18". */
export function dayOf(day: string): string {
  const { month, day: number } = Temporal.PlainDate.from(day);
  return `${MONTHS[month - 1]} ${number}`;
}

/** "02-29" as "Feb 29". */
export const yearlyDayOf = (monthAndDay: string): string => dayOf(`2000-${monthAndDay}`);

function clockTime(local: Temporal.ZonedDateTime, withSeconds = false): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const seconds = withSeconds ? `:${two(local.second)}` : "";
  return `${local.hour % 12 || 12}:${two(local.minute)}${seconds} ${local.hour < 12 ? "am" : "pm"}`;
}
