import { Temporal } from "../time/time.ts";

/** The days from a day until the next birthday, 0 on it; a birthday on 29 February falls on 28 February in common years. */
export function daysUntilBirthday(birthday: string, today: Temporal.PlainDate): number | null {
  const [, month, day] = /^(\d{2})-(\d{2})$/.exec(birthday) ?? [];
  if (!month || !day) return null;
  const inYear = (year: number) => Temporal.PlainDate.from({ year, month: Number(month), day: Number(day) });
  const next = inYear(today.year);
  const days = (date: Temporal.PlainDate) => today.until(date, { largestUnit: "days" }).days;
  return Temporal.PlainDate.compare(next, today) >= 0 ? days(next) : days(inYear(today.year + 1));
}

/** The days until the next birthday by birthday, for each day of a year. */
export function daysUntilEachBirthday(today: Temporal.PlainDate): Record<string, number> {
  const first = Temporal.PlainDate.from("2024-01-01");
  const birthdays = Array.from({ length: 366 }, (_, days) => first.add({ days }).toString().slice(5));
  return Object.fromEntries(birthdays.map((birthday) => [birthday, daysUntilBirthday(birthday, today) ?? 0]));
}
