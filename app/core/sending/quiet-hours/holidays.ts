import { Temporal } from "#core/time/time.ts";

/** A rule that yields a holiday's date in any year. */
type DayOfYear = (year: number) => Temporal.PlainDate;

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;

const fixed =
  (month: number, day: number): DayOfYear =>
  (year) =>
    Temporal.PlainDate.from({ year, month, day });

const nth =
  (count: number, weekday: number, month: number): DayOfYear =>
  (year) => {
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (count - 1) });
  };

const last =
  (weekday: number, month: number): DayOfYear =>
  (year) => {
    const end = Temporal.PlainDate.from({ year, month, day: 1 }).add({ months: 1 }).subtract({ days: 1 });
    return end.subtract({ days: (end.dayOfWeek - weekday + 7) % 7 });
  };

/** Easter Sunday in the Gregorian calendar, by Meeus's version of Gauss's algorithm. */
function easter(year: number): Temporal.PlainDate {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
}

const fromEaster =
  (days: number): DayOfYear =>
  (year) =>
    easter(year).add({ days });

interface Calendar {
  /** Includes the version. */
  source: string;
  /** A Saturday holiday also closes the Friday before, a Sunday holiday also the Monday after. */
  keptOnWeekdays: boolean;
  days: Readonly<Record<string, DayOfYear>>;
}

const federalDays = {
  "New Year's Day": fixed(1, 1),
  "Martin Luther King Jr. Day": nth(3, MONDAY, 1),
  "Washington's Birthday": nth(3, MONDAY, 2),
  "Memorial Day": last(MONDAY, 5),
  Juneteenth: fixed(6, 19),
  "Independence Day": fixed(7, 4),
  "Labor Day": nth(1, MONDAY, 9),
  "Columbus Day": nth(2, MONDAY, 10),
  "Veterans Day": fixed(11, 11),
  "Thanksgiving Day": nth(4, THURSDAY, 11),
  "Christmas Day": fixed(12, 25),
};
const mardiGras = { "Mardi Gras": fromEaster(-47) };

/**
 * Public holidays that close a window. A state has the federal holidays and its own, including those of single
 * counties, because an address seldom names the county.
 */
const calendars = {
  "US-AL": {
    source: "Ala. Code § 1-3-8@2026-11",
    keptOnWeekdays: true,
    days: {
      ...federalDays,
      ...mardiGras,
      "Confederate Memorial Day": nth(4, MONDAY, 4),
      "Jefferson Davis' Birthday": nth(1, MONDAY, 6),
    },
  },
  "US-LA": {
    source: "La. R.S. 1:55@2026-11",
    keptOnWeekdays: true,
    days: { ...federalDays, ...mardiGras, "Good Friday": fromEaster(-2) },
  },
  "US-MS": {
    source: "Miss. Code § 3-3-7@2026-11",
    keptOnWeekdays: true,
    days: { ...federalDays, "Confederate Memorial Day": last(MONDAY, 4) },
  },
  "US-RI": {
    source: "R.I. Gen. Laws § 25-1-1@2026-11",
    keptOnWeekdays: true,
    days: { ...federalDays, "Victory Day": nth(2, MONDAY, 8) },
  },
  FR: {
    source: "Code du travail L3133-1 and, for Alsace-Moselle, L3134-13@2026-11",
    keptOnWeekdays: false,
    days: {
      "New Year's Day": fixed(1, 1),
      "Good Friday (Alsace-Moselle)": fromEaster(-2),
      "Easter Monday": fromEaster(1),
      "Labour Day": fixed(5, 1),
      "Victory 1945": fixed(5, 8),
      Ascension: fromEaster(39),
      "Whit Monday": fromEaster(50),
      "National Day": fixed(7, 14),
      Assumption: fixed(8, 15),
      "All Saints": fixed(11, 1),
      Armistice: fixed(11, 11),
      "Christmas Day": fixed(12, 25),
      "Second day of Christmas (Alsace-Moselle)": fixed(12, 26),
    },
  },
} as const satisfies Record<string, Calendar>;

export type HolidayCalendar = keyof typeof calendars;
export const holidayCalendars = Object.keys(calendars) as HolidayCalendar[];
export const sourceOfHolidays = (calendar: HolidayCalendar): string => calendars[calendar].source;

/** Cache of names by ISO date, per calendar and year. */
const cache = new Map<string, ReadonlyMap<string, string>>();

function daysOf(calendar: HolidayCalendar, year: number): ReadonlyMap<string, string> {
  const key = `${calendar} ${year}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const days = new Map(
    Object.entries<DayOfYear>(calendars[calendar].days).map(([name, rule]) => [rule(year).toString(), name] as const),
  );
  cache.set(key, days);
  return days;
}

/** @returns the name of the public holiday on, or observed on, a day; null for a working day */
export function holidayOn(calendar: HolidayCalendar, day: Temporal.PlainDate): string | null {
  const nameOn = (date: Temporal.PlainDate) => daysOf(calendar, date.year).get(date.toString()) ?? null;
  const name = nameOn(day);
  if (name || !calendars[calendar].keptOnWeekdays) return name;
  if (day.dayOfWeek === MONDAY) return nameOn(day.subtract({ days: 1 }));
  if (day.dayOfWeek === FRIDAY) return nameOn(day.add({ days: 1 }));
  return null;
}
