/** Date ranges relative to today, so that a saved view stays current. */
export const spans = [
  "today",
  "yesterday",
  "last_7_days",
  "last_30_days",
  "last_90_days",
  "this_month",
  "last_month",
] as const;
export type SpanName = (typeof spans)[number];

/** Calendar days of the shop as ISO days ("2026-11-20"), both inclusive; either may be open. */
export interface Days {
  when?: SpanName | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a text is an existing ISO day: "2026-02-30" is not. Without Temporal, so that the browser bundle does not
 * load it for this.
 */
export function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split("-").map(Number) : [];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = (LENGTHS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return day >= 1 && day <= length;
}
