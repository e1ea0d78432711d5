import { describe, expect, test } from "vitest";
import {
  holidayCalendars,
  holidayOn,
  sourceOfHolidays,
  type HolidayCalendar,
} from "#core/sending/quiet-hours/holidays.ts";
import { Temporal } from "#core/time/time.ts";

const on = (calendar: HolidayCalendar, date: string) => holidayOn(calendar, Temporal.PlainDate.from(date));

function holidaysOf(calendar: HolidayCalendar, year: number): string[] {
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from({ year, month: 1, day: 1 }); day.year === year; day = day.add({ days: 1 }))
    if (holidayOn(calendar, day)) days.push(day.toString().slice(5));
  return days;
}

describe("France's public holidays, its movable ones and those of Alsace-Moselle among them", () => {
  test.for([
    [2024, "01-01 03-29 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25 12-26"],
    [2025, "01-01 04-18 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25 12-26"],
    [2026, "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26"],
    [2027, "01-01 03-26 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25 12-26"],
  ] as const)("in %i", ([year, days]) => {
    expect(holidaysOf("FR", year)).toEqual(days.split(" "));
  });
});

test.for([
  [1961, "04-02"],
  [1974, "04-14"],
  [2000, "04-23"],
  [2008, "03-23"],
  [2011, "04-24"],
  [2019, "04-21"],
  [2038, "04-25"],
  [2049, "04-18"],
  [2076, "04-19"],
  [2285, "03-22"],
] as const)("Easter of %i is on %s, and its Monday a holiday", ([year, sunday]) => {
  expect(on("FR", Temporal.PlainDate.from(`${year}-${sunday}`).add({ days: 1 }).toString())).toBe("Easter Monday");
});

describe("the holidays of 2026 in a state: the federal ones, where they are kept, and its own", () => {
  const federal = "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25".split(" ");
  test.for([
    ["US-AL", ["02-17", "04-27", "06-01"]],
    ["US-LA", ["02-17", "04-03"]],
    ["US-MS", ["04-27"]],
    ["US-RI", ["08-10"]],
  ] as const)("%s", ([calendar, own]) => {
    expect(holidaysOf(calendar, 2026)).toEqual([...federal, ...own].sort());
  });
});

test.for([
  ["US-AL", "2022-12-26", "Christmas Day"],
  ["US-AL", "2021-12-31", "New Year's Day"],
  ["US-LA", "2023-01-02", "New Year's Day"],
  ["US-RI", "2026-07-03", "Independence Day"],
  ["FR", "2026-08-14", null],
  ["FR", "2026-08-17", null],
  ["US-AL", "2026-11-25", null],
] as const)("%s keeps on %s: %s", ([calendar, date, name]) => {
  expect(on(calendar, date)).toBe(name);
});

test("each calendar says where it stands, with its version", () => {
  for (const calendar of holidayCalendars) expect(sourceOfHolidays(calendar)).toMatch(/.+@\d{4}-\d{2}$/);
});
