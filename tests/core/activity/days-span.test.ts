import { expect, test } from "vitest";
import { isDay, type Days } from "#core/activity/days.ts";
import { daysRangeOf } from "#core/activity/days-span.ts";
import { at } from "../instant.ts";

const NEW_YORK = "America/New_York";
const rangeOf = (days: Days, now = "2026-11-20T20:00:00Z") => {
  const { from, until } = daysRangeOf(days, at(now), NEW_YORK);
  return [from?.toString() ?? null, until?.toString() ?? null];
};

test.each<[Days, (string | null)[]]>([
  [{}, [null, null]],
  [{ when: "today" }, ["2026-11-20T05:00:00Z", "2026-11-21T05:00:00Z"]],
  [{ when: "yesterday" }, ["2026-11-19T05:00:00Z", "2026-11-20T05:00:00Z"]],
  [{ when: "last_7_days" }, ["2026-11-14T05:00:00Z", "2026-11-21T05:00:00Z"]],
  [{ when: "this_month" }, ["2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z"]],
  [{ when: "last_month" }, ["2026-10-01T04:00:00Z", "2026-11-01T04:00:00Z"]],
  [{ from: "2026-11-01" }, ["2026-11-01T04:00:00Z", null]],
  [{ to: "2026-11-01" }, [null, "2026-11-02T05:00:00Z"]],
])("the days %j in New York", (days, span) => expect(rangeOf(days)).toEqual(span));

test("the day on which clocks go back has 25 hours, and the one on which they go forward has 23", () => {
  expect(rangeOf({ from: "2026-11-01", to: "2026-11-01" })).toEqual(["2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"]);
  expect(rangeOf({ from: "2026-03-08", to: "2026-03-08" })).toEqual(["2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"]);
});

test("late in the evening today is still the shop's day", () => {
  expect(rangeOf({ when: "today" }, "2026-11-21T04:30:00Z")).toEqual(["2026-11-20T05:00:00Z", "2026-11-21T05:00:00Z"]);
});

test.each([
  ["2026-02-28", true],
  ["2026-02-30", false],
  ["2028-02-29", true],
  ["2026-02-29", false],
  ["2100-02-29", false],
  ["2026-13-01", false],
  ["2026-04-31", false],
  ["2026-04-00", false],
  ["2026-2-1", false],
  ["soon", false],
  ["", false],
])("%j is a day: %s", (text, is) => expect(isDay(text)).toBe(is));
