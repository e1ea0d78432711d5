import { isDay } from "../activity/days.ts";
import { atTime } from "./local-time.ts";
import { Temporal, type Instant } from "./time.ts";

/** A form's values: an ISO day, and a time such as "14:05". */
export interface FormTime {
  date: string;
  time: string;
}

export function formTimeOf(at: Instant | Date, timezone: string): FormTime {
  const instant = at instanceof Date ? Temporal.Instant.fromEpochMilliseconds(at.getTime()) : at;
  const local = instant.toZonedDateTimeISO(timezone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/** @returns null for an invalid day or time; a time skipped by a clock change moves forward */
export function instantOfForm({ date, time }: FormTime, timezone: string): Instant | null {
  return isDay(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
    ? atTime(Temporal.PlainDate.from(date), time, timezone)
    : null;
}
