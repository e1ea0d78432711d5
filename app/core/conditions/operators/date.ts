import { z } from "zod";
import { duration, formatDuration } from "#core/time/duration.ts";
import { Temporal } from "#core/time/time.ts";
import { compareMoments, dayOf, instantOf, readMoment, type ConditionMoment } from "../moment.ts";
import { defineFamily, operatorOn, type OperatorAnswer, type ObservedValue } from "./define.ts";
import { presence } from "./presence.ts";

const operator = operatorOn<ConditionMoment>();

const MOMENT_ERROR = "use a day such as 2026-11-27, or a time such as 2026-11-27T09:00:00Z";
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], MOMENT_ERROR);
const days = z.int("use a whole number of days").min(0, "must not be negative").max(3_650, "is too long");
const monthDay = z
  .string("write a month and day such as 12-24, or today")
  .refine((written) => written === "today" || readMonthDay(written), "write a month and day such as 12-24, or today");

/** Compares a date with another; a day without a time counts as a whole day in the zone. */
function compareWith(saw: ConditionMoment, wanted: string, { timezone }: ObservedValue): number {
  const other = readMoment(wanted, timezone);
  return other ? compareMoments(saw, other, timezone) : NaN;
}

/** An instant has a day only in a zone, so the note names day and zone. */
const onDay = (
  saw: ConditionMoment,
  { timezone }: ObservedValue,
  holds: (day: Temporal.PlainDate) => boolean,
): OperatorAnswer => {
  const day = dayOf(saw, timezone);
  return { match: holds(day), ...("instant" in saw && { note: `${day.toString()} in ${timezone}` }) };
};

const today = ({ now, timezone }: ObservedValue): Temporal.PlainDate => now.toZonedDateTimeISO(timezone).toPlainDate();

/**
 * Whether the date lies between now and now ± the duration. Uses calendar days: a day ago is the same wall-clock time
 * yesterday, whether 23 or 25 hours ago. A date without a time compares by day, or by the start of its day.
 */
function isWithin(
  saw: ConditionMoment,
  period: z.infer<typeof duration>,
  observed: ObservedValue,
  direction: 1 | -1,
): boolean {
  const { now, timezone } = observed;
  const offset = { [period.unit]: period.amount * direction };
  const [here, end, at] =
    "day" in saw && period.unit === "days"
      ? [{ day: today(observed) }, { day: today(observed).add(offset) }, saw]
      : [
          { instant: now },
          { instant: now.toZonedDateTimeISO(timezone).add(offset).toInstant() },
          { instant: instantOf(saw, timezone) },
        ];
  return compareMoments(at, here, timezone) * direction >= 0 && compareMoments(at, end, timezone) * direction <= 0;
}

/** A number of days from another date; both count as days in the zone. */
const fromField = (key: string, label: string, listed: string, direction: 1 | -1) =>
  operator({
    key,
    label,
    listed,
    value: z.strictObject({ field: z.string("name another date").min(1, "name another date"), days }),
    form: "field_and_days",
    test: (saw, value, observed) => {
      const other = readMoment(observed.lookUp(value.field), observed.timezone);
      if (!other) return { match: false, note: `${value.field} is not set, or no date` };
      const otherDay = dayOf(other, observed.timezone);
      return {
        ...onDay(saw, observed, (day) => otherDay.add({ days: value.days * direction }).equals(day)),
        note: `${value.field} is ${otherDay.toString()}`,
      };
    },
    formatValue: (value, { labelOf }) => `${labelOf(value.field)} by ${formatDays(value.days)}`,
    names: ({ field }) => [{ field, at: "field", type: "date" }],
  });

const fromToday = (key: string, label: string, listed: string, direction: 1 | -1) =>
  operator({
    key,
    label,
    listed,
    value: days,
    form: "days",
    test: (saw, amount, observed) =>
      onDay(saw, observed, (day) =>
        today(observed)
          .add({ days: amount * direction })
          .equals(day),
      ),
    formatValue: (amount) => `${formatDays(amount)} ${direction > 0 ? "from today" : "ago"}`,
  });

const within = (key: string, label: string, direction: 1 | -1) =>
  operator({
    key,
    label,
    value: duration,
    form: "duration",
    test: (saw, period, observed) => ({ match: isWithin(saw, period, observed, direction) }),
    formatValue: formatDuration,
  });

export const date = defineFamily<ConditionMoment>({
  types: ["date"],
  is: "a date",
  read: (raw, { timezone }) => readMoment(raw, timezone),
  operators: [
    operator({
      key: "before",
      label: "is before",
      value: moment,
      form: "date",
      test: (saw, value, observed) => ({ match: compareWith(saw, value, observed) < 0 }),
      formatValue: String,
    }),
    operator({
      key: "after",
      label: "is after",
      value: moment,
      form: "date",
      test: (saw, value, observed) => ({ match: compareWith(saw, value, observed) > 0 }),
      formatValue: String,
    }),
    operator({
      key: "on",
      label: "is on",
      value: z.iso.date("use a day such as 2026-11-27"),
      form: "date",
      test: (saw, value, observed) => onDay(saw, observed, (day) => day.toString() === value),
      formatValue: String,
    }),
    operator({
      key: "between",
      label: "is between",
      value: z.strictObject({ from: moment, to: moment }).refine(({ from, to }) => isOrdered(from, to), {
        path: ["to"],
        error: "must not be earlier than the first date",
      }),
      form: "date_range",
      test: (saw, { from, to }, observed) => ({
        match: compareWith(saw, from, observed) >= 0 && compareWith(saw, to, observed) <= 0,
      }),
      formatValue: ({ from, to }) => `${from} and ${to}`,
    }),
    within("in_last", "is in the last", -1),
    within("within_next", "is within the next", 1),
    fromToday("days_ago", "was", "was so many days ago", -1),
    fromToday("days_ahead", "is", "is so many days from today", 1),
    fromField("days_after_field", "is after", "is so many days after another date", 1),
    fromField("days_before_field", "is before", "is so many days before another date", -1),
    operator({
      key: "same_day_and_month",
      label: "falls each year on",
      value: monthDay,
      form: "month_day",
      test: (saw, wanted, observed) =>
        onDay(saw, observed, (day) =>
          wanted === "today" ? isAnniversary(day, today(observed)) : day.toPlainMonthDay().toString() === wanted,
        ),
      formatValue: String,
    }),
    ...presence<ConditionMoment>(),
  ],
});

/** A birthday on 29 February falls on 28 February in common years. */
const isAnniversary = (day: Temporal.PlainDate, on: Temporal.PlainDate): boolean =>
  day.toPlainMonthDay().toPlainDate({ year: on.year }).equals(on);

function readMonthDay(written: string): boolean {
  try {
    return /^\d{2}-\d{2}$/.test(written) && Temporal.PlainMonthDay.from(written).toString() === written;
  } catch {
    return false;
  }
}

/** Two days, or two times, compare without a zone. A day and a time do not, so they pass. */
function isOrdered(from: string, to: string): boolean {
  const [first, last] = [readMoment(from, "UTC"), readMoment(to, "UTC")];
  return !first || !last || "day" in first !== "day" in last || compareMoments(first, last, "UTC") <= 0;
}

const formatDays = (amount: number): string => formatDuration({ amount, unit: "days" });
