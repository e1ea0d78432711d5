import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { after, duration, isOlderThan, formatDuration, type Duration } from "#core/time/duration.ts";
import { Temporal } from "#core/time/time.ts";
import { anInstant, at } from "../instant.ts";

const days = (amount: number): Duration => ({ amount, unit: "days" });
const hours = (amount: number): Duration => ({ amount, unit: "hours" });
const minutes = (amount: number): Duration => ({ amount, unit: "minutes" });

describe("in New York, where clocks go forward on March 8 and back on November 1", () => {
  test.for([
    ["a day after noon is noon, 23 hours on", "2026-03-07T12:00:00-05:00", days(1), "2026-03-08T12:00:00-04:00"],
    ["24 hours after noon are not noon", "2026-03-07T12:00:00-05:00", hours(24), "2026-03-08T13:00:00-04:00"],
    ["a day after noon is noon, 25 hours on", "2026-10-31T12:00:00-04:00", days(1), "2026-11-01T12:00:00-05:00"],
    ["24 hours after noon are 11 o'clock", "2026-10-31T12:00:00-04:00", hours(24), "2026-11-01T11:00:00-05:00"],
    [
      "a day after half past two is what that day has of it",
      "2026-03-07T02:30:00-05:00",
      days(1),
      "2026-03-08T03:30:00-04:00",
    ],
    ["an hour goes over the gap", "2026-03-08T01:30:00-05:00", hours(1), "2026-03-08T03:30:00-04:00"],
    ["an hour is the second half past one", "2026-11-01T01:30:00-04:00", hours(1), "2026-11-01T01:30:00-05:00"],
    ["60 minutes are an hour", "2026-11-01T01:30:00-04:00", minutes(60), "2026-11-01T01:30:00-05:00"],
    ["two days over the change keep the hour", "2026-03-07T20:15:00-05:00", days(2), "2026-03-09T20:15:00-04:00"],
    ["a month's end is passed", "2026-01-31T09:00:00-05:00", days(30), "2026-03-02T09:00:00-05:00"],
    ["nothing after is now", "2026-11-01T01:30:00-05:00", days(0), "2026-11-01T01:30:00-05:00"],
  ] as const)("%s", ([, from, span, expected]) => {
    expect(after(at(from), span, "America/New_York").toString()).toBe(at(expected).toString());
  });
});

test("days are the zone's: where clocks do not change, a day is 24 hours", () => {
  expect(after(at("2026-03-08T01:00:00-07:00"), days(1), "America/Phoenix").toString()).toBe(
    at("2026-03-09T01:00:00-07:00").toString(),
  );
});

test("minutes and hours are elapsed, in every zone", () => {
  const zone = fc.constantFrom("America/New_York", "Europe/London", "Australia/Sydney", "America/St_Johns");
  fc.assert(
    fc.property(anInstant, zone, fc.nat(3_650), (from, timezone, amount) => {
      expect(after(from, hours(amount), timezone).since(from).total("hours")).toBe(amount);
      expect(after(from, minutes(amount), timezone).since(from).total("minutes")).toBe(amount);
    }),
  );
});

test("days keep the local time wherever that day has it", () => {
  fc.assert(
    fc.property(anInstant, fc.nat(400), (from, amount) => {
      const before = from.toZonedDateTimeISO("America/Chicago");
      const then = after(from, days(amount), "America/Chicago").toZonedDateTimeISO("America/Chicago");
      expect(then.toPlainDate().since(before.toPlainDate()).days).toBe(amount);
      const gap = then.hour === 3 && before.hour === 2;
      if (!gap) expect(then.toPlainTime().toString()).toBe(before.toPlainTime().toString());
    }),
  );
});

test("an event exactly that old is not older", () => {
  const now = at("2026-05-02T12:00:00Z");
  expect(isOlderThan(at("2026-05-01T12:00:00Z"), hours(24), now)).toBe(false);
  expect(isOlderThan(at("2026-05-01T11:59:59.999Z"), hours(24), now)).toBe(true);
  expect(isOlderThan(at("2026-05-03T12:00:00Z"), minutes(0), now)).toBe(false);
});

test("a day's age is 24 hours, even over a change of clocks", () => {
  const now = at("2026-03-08T12:00:00-04:00");
  expect(isOlderThan(now.subtract({ hours: 24 }), days(1), now)).toBe(false);
  expect(isOlderThan(now.subtract({ hours: 24, milliseconds: 1 }), days(1), now)).toBe(true);
});

test.for([
  [minutes(1), "1 minute"],
  [minutes(45), "45 minutes"],
  [hours(1), "1 hour"],
  [days(2), "2 days"],
  [days(0), "0 days"],
] as const)("%j is said as %s", ([given, said]) => {
  expect(formatDuration(given)).toBe(said);
});

describe("a merchant may set", () => {
  test.for([
    [{ amount: 0, unit: "minutes" }, true],
    [{ amount: 3_650, unit: "days" }, true],
    [{ amount: 3_651, unit: "days" }, false],
    [{ amount: -1, unit: "hours" }, false],
    [{ amount: 1.5, unit: "hours" }, false],
    [{ amount: "1", unit: "hours" }, false],
    [{ amount: 1, unit: "weeks" }, false],
    [{ amount: 1 }, false],
    [Temporal.Duration.from("PT1H"), false],
  ] as const)("%j: %s", ([given, accepted]) => {
    expect(duration.safeParse(given).success).toBe(accepted);
  });
});
