import { Temporal, type Instant } from "../time/time.ts";
import type { Days, SpanName } from "./days.ts";

/** From an instant on, up to but not including another. */
export interface DaysRange {
  from: Instant | null;
  until: Instant | null;
}

/** Days back from today to the first and to the last day of a span. */
const reach: Record<SpanName, readonly [first: number, last: number]> = {
  today: [0, 0],
  yesterday: [1, 1],
  last_7_days: [6, 0],
  last_30_days: [29, 0],
  last_90_days: [89, 0],
};

/** Days as instants, by the clock on the wall of a zone: a day of 23 or 25 hours is one whole day. */
export function daysRangeOf({ when, from, to }: Days, now: Instant, timezone: string): DaysRange {
  const begins = (day: Temporal.PlainDate) => day.toZonedDateTime(timezone).toInstant();
  if (when) {
    const [first, last] = reach[when];
    const today = now.toZonedDateTimeISO(timezone).toPlainDate();
    return { from: begins(today.subtract({ days: first })), until: begins(today.subtract({ days: last - 1 })) };
  }
  return {
    from: from ? begins(Temporal.PlainDate.from(from)) : null,
    until: to ? begins(Temporal.PlainDate.from(to).add({ days: 1 })) : null,
  };
}
