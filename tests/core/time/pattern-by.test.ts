import { expect, test } from "vitest";
import { patternBy } from "#core/time/next-run.ts";
import { Temporal } from "#core/time/time.ts";

const NOON = Temporal.Instant.from("2026-11-29T12:00:00Z");

test.for([
  ["a daily hour", "0 30 3 * * *", "0 30 22 * * *"],
  ["an hour of a weekday, which may be another day there", "0 0 2 * * 1", "0 0 21 * * 7"],
  ["a day of the month, which may be another there", "0 0 0 2 * *", "0 0 19 1 * *"],
  ["no hour", "5 */5 * * * *", "5 */5 * * * *"],
  ["several hours", "0 0 9-17 * * *", "0 0 9-17 * * *"],
  ["no sixth part", "0 9 * * 1", "0 9 * * 1"],
])("a pattern that names %s, by New York's clock", ([, pattern = "", there]) => {
  expect(patternBy("America/New_York", pattern, "UTC", NOON)).toBe(there);
});

test("by the clock as it stands at the next run, daylight saving included", () => {
  expect(patternBy("America/New_York", "0 30 3 * * *", "UTC", Temporal.Instant.from("2026-07-01T12:00:00Z"))).toBe(
    "0 30 23 * * *",
  );
});
