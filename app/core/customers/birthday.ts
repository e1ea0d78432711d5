import { Temporal } from "../time/time.ts";

/**
 * A whole date, a date without its year as vCards write it ("--03-14"), or month and day alone; a time behind it is
 * of no matter.
 */
const WRITTEN = /^(?:\d{4}-|--)?(\d{2})-(\d{2})(?:T.*)?$/;
/** Any year that has a 29th of February. */
const LEAP_YEAR = 2_000;

/** How a birthday may be written, for people. */
export const HOW_TO_WRITE = "write a date such as 1990-03-14, or month and day such as 03-14";

/**
 * @returns the month and day ("MM-DD") of a written birthday, the 29th of February among them; null for what is no
 * date
 */
export function readBirthday(written: unknown): string | null {
  const [, month, day] = (typeof written === "string" && WRITTEN.exec(written.trim())) || [];
  if (!month || !day) return null;
  try {
    return Temporal.PlainMonthDay.from(
      { monthCode: `M${month}`, day: Number(day), year: LEAP_YEAR },
      { overflow: "reject" },
    ).toString();
  } catch {
    return null;
  }
}
