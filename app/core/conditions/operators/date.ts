import { z } from "zod";
import { duration, formatDuration } from "#core/time/duration.ts";
import { Temporal } from "#core/time/time.ts";
import { compareMoments, dayOf, instantOf, readMoment, type ConditionMoment } from "../moment.ts";
import { defineFamily, operatorOn, type OperatorAnswer, type ObservedValue } from "./define.ts";
import { presence } from "./presence.ts";

const operator = operatorOn<ConditionMoment>();

const SUCH_AS = "use a day such as 2026-11-27, or a time such as 2026-11-27T09:00:00Z";
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], SUCH_AS);
const days = z.int("use a whole number of days").min(0, "must not be negative").max(3_650, "is too long");
const monthDay = z
  .string("write a month and day such as 12-24, or today")
  .refine((written) => written === "today" || readMonthDay(written), "write a month and day such as 12-24, or today");

/** Where the date stands to another; a day counts whole, in the zone. */
function order(saw: ConditionMoment, wanted: string, { timezone }: ObservedValue): number {
  const other = readMoment(wanted, timezone);
  return other ? compareMoments(saw, other, timezone) : NaN;
}

/** An instant falls on a day only by a zone: which one it was is said. */
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
 * Whether the date lies in the stretch between now and so long before or after. Days are the calendar's: a day ago is
 * the same time yesterday, be that 23 or 25 hours. A date without a time counts by days, or from when its day begins.
 */
function isWithin(
  saw: ConditionMoment,
  stretch: z.infer<typeof duration>,
  sight: ObservedValue,
  direction: 1 | -1,
): boolean {
  const { now, timezone } = sight;
  const reach = { [stretch.unit]: stretch.amount * direction };
  const [here, there, at] =
    "day" in saw && stretch.unit === "days"
      ? [{ day: today(sight) }, { day: today(sight).add(reach) }, saw]
      : [
          { instant: now },
          { instant: now.toZonedDateTimeISO(timezone).add(reach).toInstant() },
          { instant: instantOf(saw, timezone) },
        ];
  return compareMoments(at, here, timezone) * direction >= 0 && compareMoments(at, there, timezone) * direction <= 0;
}

/** So many days from another date, both taken as days in the zone. */
const fromField = (key: string, label: string, listed: string, direction: 1 | -1) =>
  operator({
    key,
    label,
    listed,
    value: z.strictObject({ field: z.string("name another date").min(1, "name another date"), days }),
    form: "field_and_days",
    test: (saw, value, sight) => {
      const other = readMoment(sight.lookUp(value.field), sight.timezone);
      if (!other) return { match: false, note: `${value.field} is not set, or no date` };
      const theirs = dayOf(other, sight.timezone);
      return {
        ...onDay(saw, sight, (day) => theirs.add({ days: value.days * direction }).equals(day)),
        note: `${value.field} is ${theirs.toString()}`,
      };
    },
    say: (value, { labelOf }) => `${labelOf(value.field)} by ${sayDays(value.days)}`,
    names: ({ field }) => [{ field, at: "field", type: "date" }],
  });

const fromToday = (key: string, label: string, listed: string, direction: 1 | -1) =>
  operator({
    key,
    label,
    listed,
    value: days,
    form: "days",
    test: (saw, amount, sight) =>
      onDay(saw, sight, (day) =>
        today(sight)
          .add({ days: amount * direction })
          .equals(day),
      ),
    say: (amount) => `${sayDays(amount)} ${direction > 0 ? "from today" : "ago"}`,
  });

const within = (key: string, label: string, direction: 1 | -1) =>
  operator({
    key,
    label,
    value: duration,
    form: "duration",
    test: (saw, stretch, sight) => ({ match: isWithin(saw, stretch, sight, direction) }),
    say: formatDuration,
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
      test: (saw, value, sight) => ({ match: order(saw, value, sight) < 0 }),
      say: String,
    }),
    operator({
      key: "after",
      label: "is after",
      value: moment,
      form: "date",
      test: (saw, value, sight) => ({ match: order(saw, value, sight) > 0 }),
      say: String,
    }),
    operator({
      key: "on",
      label: "is on",
      value: z.iso.date("use a day such as 2026-11-27"),
      form: "date",
      test: (saw, value, sight) => onDay(saw, sight, (day) => day.toString() === value),
      say: String,
    }),
    operator({
      key: "between",
      label: "is between",
      value: z.strictObject({ from: moment, to: moment }).refine(({ from, to }) => inOrder(from, to), {
        path: ["to"],
        error: "must not be earlier than the first date",
      }),
      form: "date_range",
      test: (saw, { from, to }, sight) => ({ match: order(saw, from, sight) >= 0 && order(saw, to, sight) <= 0 }),
      say: ({ from, to }) => `${from} and ${to}`,
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
      test: (saw, wanted, sight) =>
        onDay(saw, sight, (day) =>
          wanted === "today" ? isAnniversary(day, today(sight)) : day.toPlainMonthDay().toString() === wanted,
        ),
      say: String,
    }),
    ...presence<ConditionMoment>(),
  ],
});

/** Who was born on the 29th of February has the 28th in other years. */
const isAnniversary = (day: Temporal.PlainDate, on: Temporal.PlainDate): boolean =>
  day.toPlainMonthDay().toPlainDate({ year: on.year }).equals(on);

function readMonthDay(written: string): boolean {
  try {
    return /^\d{2}-\d{2}$/.test(written) && Temporal.PlainMonthDay.from(written).toString() === written;
  } catch {
    return false;
  }
}

/** Where both are alike they can be put in order without a zone; a day and a time are taken as they come. */
function inOrder(from: string, to: string): boolean {
  const [first, last] = [readMoment(from, "UTC"), readMoment(to, "UTC")];
  return !first || !last || "day" in first !== "day" in last || compareMoments(first, last, "UTC") <= 0;
}

const sayDays = (amount: number): string => formatDuration({ amount, unit: "days" });
