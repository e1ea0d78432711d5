import { isDay } from "../activity/days.ts";
import { atTime } from "./local-time.ts";
import { Temporal, type Instant } from "./time.ts";

/** A time as a form has it: an ISO day, and a time of day such as "14:05". */
export interface FormTime {
  date: string;
  time: string;
}

export function formTimeOf(at: Instant | Date, timezone: string): FormTime {
  const instant = at instanceof Date ? Temporal.Instant.fromEpochMilliseconds(at.getTime()) : at;
  const local = instant.toZonedDateTimeISO(timezone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/** @returns null for what is no day or no time of day; where clocks skip a time, what they show instead */
export function instantOfForm({ date, time }: FormTime, timezone: string): Instant | null {
  return isDay(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
    ? atTime(Temporal.PlainDate.from(date), time, timezone)
    : null;
}
