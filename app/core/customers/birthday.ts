import { Temporal } from "../time/time.ts";

/** A full date, a vCard date without year ("--03-14"), or month and day; a time is ignored. */
const DATE_PATTERN = /^(?:\d{4}-|--)?(\d{2})-(\d{2})(?:T.*)?$/;
/** Any leap year, so that 29 February parses. */
const LEAP_YEAR = 2_000;

/** Shown after "is no birthday". */
export const HOW_TO_WRITE = "write a date such as 1990-03-14, or month and day such as 03-14";

/** @returns "MM-DD", including "02-29"; null for anything that is no date */
export function readBirthday(written: unknown): string | null {
  const [, month, day] = (typeof written === "string" && DATE_PATTERN.exec(written.trim())) || [];
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
