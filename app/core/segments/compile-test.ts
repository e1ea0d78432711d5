import type { OfferedField } from "../automations/fields.ts";
import { instantOf, readMoment, dayOf, type ConditionMoment } from "../conditions/moment.ts";
import { fold } from "../conditions/operators/texts.ts";
import type { Duration } from "../time/duration.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { orderKeys, type FactTest, type OrderKey, type TimeBound } from "./predicate.ts";

interface Moment {
  now: Instant;
  timezone: string;
}

/** The value of an operator, which its schema has parsed. */
type Value = never;
type Compile = (value: Value, field: OfferedField, moment: Moment) => FactTest;

const presence: Record<string, Compile> = {
  is_set: () => ({ test: "present" }),
  is_not_set: () => ({ test: "absent" }),
};

const isText =
  (match: "equals" | "contains" | "starts" | "ends"): Compile =>
  (value: string | string[], { subtags }) => ({
    test: "text",
    match,
    values: [value].flat().map(fold),
    subtags: match === "equals" && subtags === true,
  });
const isNotText =
  (match: "equals" | "contains"): Compile =>
  (value: string, { subtags }) => ({
    test: "not_text",
    match,
    value: fold(value),
    subtags: match === "equals" && subtags === true,
  });
const texts: Record<string, Compile> = {
  equals: isText("equals"),
  not_equals: isNotText("equals"),
  contains: isText("contains"),
  not_contains: isNotText("contains"),
  starts_with: isText("starts"),
  ends_with: isText("ends"),
  one_of: isText("equals"),
  ...presence,
};

const has =
  (match: "any" | "all" | "none"): Compile =>
  (values: string[]) => ({ test: "has", match, values: values.map(fold) });
const lists: Record<string, Compile> = {
  has_any: has("any"),
  has_all: has("all"),
  has_none: has("none"),
  count: ({ is, count }: { is: OrderKey; count: number }) => ({ test: "size", is, count }),
  ...presence,
};

const numbers: Record<string, Compile> = {
  ...Object.fromEntries(
    orderKeys.map((is): [string, Compile] => [is, (value: number) => ({ test: "order", is, value: String(value) })]),
  ),
  between: ({ from, to }: { from: number; to: number }) => ({ test: "within", from: String(from), to: String(to) }),
  ...presence,
};

const amounts: Record<string, Compile> = {
  ...Object.fromEntries(
    orderKeys.map((is): [string, Compile] => [
      is,
      ({ amount, currency }: { amount: string; currency: string }) => ({ test: "order", is, value: amount, currency }),
    ]),
  ),
  between: ({ from, to, currency }: { from: string; to: string; currency: string }) => ({
    test: "within",
    from,
    to,
    currency,
  }),
  ...presence,
};

const startOf = (day: Temporal.PlainDate, timezone: string): string =>
  day.toZonedDateTime(timezone).toInstant().toString();
const todayAt = ({ now, timezone }: Moment): Temporal.PlainDate => now.toZonedDateTimeISO(timezone).toPlainDate();

/** The span of a whole day in the zone. */
const onDay = (day: Temporal.PlainDate, timezone: string): FactTest => ({
  test: "time",
  bounds: [
    { is: ">=", at: startOf(day, timezone) },
    { is: "<", at: startOf(day.add({ days: 1 }), timezone) },
  ],
});

/** The bound of a written day or time; a day counts as a whole one. */
function boundOf(is: TimeBound["is"], written: string, timezone: string): TimeBound {
  const moment: ConditionMoment | undefined = readMoment(written, timezone);
  if (!moment) throw new RangeError(`${written} is no date`);
  if ("instant" in moment) return { is, at: instantOf(moment, timezone).toString() };
  const day = dayOf(moment, timezone);
  const next = startOf(day.add({ days: 1 }), timezone);
  if (is === ">") return { is: ">=", at: next };
  return is === "<=" ? { is: "<", at: next } : { is, at: startOf(day, timezone) };
}

const onSide =
  (is: TimeBound["is"]): Compile =>
  (written: string, _field, { timezone }) => ({ test: "time", bounds: [boundOf(is, written, timezone)] });

const within =
  (direction: 1 | -1): Compile =>
  ({ amount, unit }: Duration, _field, { now, timezone }) => {
    const end = now
      .toZonedDateTimeISO(timezone)
      .add({ [unit]: amount * direction })
      .toInstant();
    const [from, to] = direction > 0 ? [now, end] : [end, now];
    return {
      test: "time",
      bounds: [
        { is: ">=", at: from.toString() },
        { is: "<=", at: to.toString() },
      ],
    };
  };

const daysFromToday =
  (direction: 1 | -1): Compile =>
  (days: number, _field, moment) =>
    onDay(todayAt(moment).add({ days: days * direction }), moment.timezone);

const daysFromField =
  (direction: 1 | -1): Compile =>
  ({ field, days }: { field: string; days: number }, _field, { timezone }) => ({
    test: "days_from",
    fact: field,
    days: days * direction,
    timezone,
  });

/** A birthday on 29 February falls on 28 February in common years. */
function monthDaysToday(moment: Moment): string[] {
  const today = todayAt(moment);
  const monthDay = today.toPlainMonthDay().toString();
  return monthDay === "02-28" && !today.inLeapYear ? ["02-28", "02-29"] : [monthDay];
}

const dates: Record<string, Compile> = {
  before: onSide("<"),
  after: onSide(">"),
  on: (day: string, _field, { timezone }) => onDay(Temporal.PlainDate.from(day), timezone),
  between: ({ from, to }: { from: string; to: string }, _field, { timezone }) => ({
    test: "time",
    bounds: [boundOf(">=", from, timezone), boundOf("<=", to, timezone)],
  }),
  in_last: within(-1),
  within_next: within(1),
  days_ago: daysFromToday(-1),
  days_ahead: daysFromToday(1),
  days_after_field: daysFromField(1),
  days_before_field: daysFromField(-1),
  same_day_and_month: (written: string, _field, moment) => ({
    test: "month_day",
    days: written === "today" ? monthDaysToday(moment) : [written],
    timezone: moment.timezone,
  }),
  ...presence,
};

const booleans: Record<string, Compile> = {
  is_true: () => ({ test: "boolean", is: true }),
  is_false: () => ({ test: "boolean", is: false }),
};

const byType: Partial<Record<OfferedField["type"], Record<string, Compile>>> = {
  text: texts,
  url: texts,
  list: lists,
  number: numbers,
  money: amounts,
  date: dates,
  boolean: booleans,
};

/** @param value parsed by the operator's schema */
export const testOf = (field: OfferedField, op: string, value: unknown, moment: Moment): FactTest | null =>
  byType[field.type]?.[op]?.(value as Value, field, moment) ?? null;
