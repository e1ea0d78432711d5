import { Temporal, type Instant } from "../time/time.ts";
import type { Days, SpanName } from "./days.ts";

/** The instants in [from, until); null is unbounded. */
export interface DaysRange {
  from: Instant | null;
  until: Instant | null;
}

type Ends = readonly [first: Temporal.PlainDate, last: Temporal.PlainDate];

const lastDays =
  (count: number) =>
  (today: Temporal.PlainDate): Ends => [today.subtract({ days: count - 1 }), today];
const monthOf = (day: Temporal.PlainDate): Ends => [day.with({ day: 1 }), day.with({ day: day.daysInMonth })];

/** The first and the last day of each named range. */
const endsOf: Record<SpanName, (today: Temporal.PlainDate) => Ends> = {
  today: (today) => [today, today],
  yesterday: (today) => [today.subtract({ days: 1 }), today.subtract({ days: 1 })],
  last_7_days: lastDays(7),
  last_30_days: lastDays(30),
  last_90_days: lastDays(90),
  this_month: monthOf,
  last_month: (today) => monthOf(today.subtract({ months: 1 })),
};

/** Converts days to instants by local midnight, so that days of 23 or 25 hours count as whole days. */
export function daysRangeOf({ when, from, to }: Days, now: Instant, timezone: string): DaysRange {
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timezone).toInstant();
  if (when) {
    const [first, last] = endsOf[when](now.toZonedDateTimeISO(timezone).toPlainDate());
    return { from: startOf(first), until: startOf(last.add({ days: 1 })) };
  }
  return {
    from: from ? startOf(Temporal.PlainDate.from(from)) : null,
    until: to ? startOf(Temporal.PlainDate.from(to).add({ days: 1 })) : null,
  };
}
