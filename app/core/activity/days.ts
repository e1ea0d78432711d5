/**
 * Stretches of days that are asked for by a name, so that what is kept of them, such as a saved view, moves on with
 * the days.
 */
export const spans = ["today", "yesterday", "last_7_days", "last_30_days", "last_90_days"] as const;
export type SpanName = (typeof spans)[number];

/** Days of the shop's calendar, both included; either may be open. ISO days, such as "2026-11-20". */
export interface Days {
  when?: SpanName | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day that there is: "2026-02-30" is none. By itself, for browsers need no calendar for more. */
export function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split("-").map(Number) : [];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = (LENGTHS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return day >= 1 && day <= length;
}
