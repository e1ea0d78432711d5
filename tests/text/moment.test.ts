import { expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { momentOf, yearlyDayOf } from "../../app/text/moment.ts";

const now = Temporal.Instant.from("2026-11-20T02:00:00Z");
const shown = (at: string, zone = "America/New_York") => momentOf(Temporal.Instant.from(at), zone, now).shown;

test("what day it is depends on the shop's zone", () => {
  expect(shown("2026-11-20T01:05:00Z")).toBe("Today at 8:05 pm");
  expect(shown("2026-11-20T01:05:00Z", "Europe/Berlin")).toBe("Today at 2:05 am");
  expect(shown("2026-11-19T04:59:00Z")).toBe("Yesterday at 11:59 pm");
  expect(shown("2026-11-20T05:00:00Z")).toBe("Tomorrow at 12:00 am");
});

test("a farther day is named, and another year says so", () => {
  expect(shown("2026-11-02T17:30:00Z")).toBe("Nov 2 at 12:30 pm");
  expect(shown("2025-12-31T17:30:00Z")).toBe("Dec 31, 2025 at 12:30 pm");
});

test("the exact form has the second and the zone", () => {
  expect(momentOf(new Date("2026-11-20T01:05:09Z"), "America/New_York", now)).toEqual({
    iso: "2026-11-20T01:05:09Z",
    shown: "Today at 8:05 pm",
    exact: "Thursday, Nov 19, 2026 at 8:05:09 pm (America/New_York)",
  });
});

test("the hour that a clock change repeats is told by the zone's own rules", () => {
  expect(momentOf(Temporal.Instant.from("2026-11-01T05:30:00Z"), "America/New_York", now).shown).toBe(
    "Nov 1 at 1:30 am",
  );
  expect(momentOf(Temporal.Instant.from("2026-11-01T06:30:00Z"), "America/New_York", now).shown).toBe(
    "Nov 1 at 1:30 am",
  );
});

test("a day of every year is said without one, a leap day too", () => {
  expect([yearlyDayOf("01-16"), yearlyDayOf("02-29")]).toEqual(["Jan 16", "Feb 29"]);
});
