import { Temporal, type Instant } from "../time/time.ts";
import type { Days, SpanName } from "./days.ts";

/** The instants in [from, until); null is unbounded. */
export interface DaysRange {
  from: Instant | null;
  until: Instant | null;
}

/** For each named range: days from today back to its first and to its last day. */
const dayOffsets: Record<SpanName, readonly [first: number, last: number]> = {
  today: [0, 0],
  yesterday: [1, 1],
  last_7_days: [6, 0],
  last_30_days: [29, 0],
  last_90_days: [89, 0],
};

/** Converts days to instants by local midnight, so that days of 23 or 25 hours count as whole days. */
export function daysRangeOf({ when, from, to }: Days, now: Instant, timezone: string): DaysRange {
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timezone).toInstant();
  if (when) {
    const [first, last] = dayOffsets[when];
    const today = now.toZonedDateTimeISO(timezone).toPlainDate();
    return { from: startOf(today.subtract({ days: first })), until: startOf(today.subtract({ days: last - 1 })) };
  }
  return {
    from: from ? startOf(Temporal.PlainDate.from(from)) : null,
    until: to ? startOf(Temporal.PlainDate.from(to).add({ days: 1 })) : null,
  };
}
