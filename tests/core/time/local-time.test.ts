import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, nextTimeOfDay, timeOfDay, weekdays } from "#core/time/local-time.ts";
import { Temporal } from "#core/time/time.ts";
import { anInstant } from "../instant.ts";

const aTime = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const aZone = fc.constantFrom(
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Pacific/Kiritimati",
);

test(
  "the next time of day is not behind, is within a week and a day, falls on a chosen day, and " +
    "shows the time unless clocks skip it",
  () => {
    fc.assert(
      fc.property(anInstant, aTime, aZone, fc.subarray([...weekdays]), (now, time, zone, only) => {
        const next = nextTimeOfDay(now, time, zone, only);
        expect(Temporal.Instant.compare(next, now)).toBeGreaterThanOrEqual(0);
        expect(next.since(now).total("hours")).toBeLessThanOrEqual((only.length === 0 ? 1 : 7) * 24 + 25);
        const shown = next.toZonedDateTimeISO(zone);
        if (only.length > 0) expect(only).toContain(weekdays[shown.dayOfWeek - 1]);
        const asked = shown.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
        expect(next.equals(asked.toInstant())).toBe(true);
      }),
      { numRuns: 500 },
    );
  },
);

describe("the day of a value", () => {
  test.for([
    ["2026-05-20", "Asia/Tokyo", "2026-05-20"],
    ["2026-05-20T23:30:00Z", "Asia/Tokyo", "2026-05-21"],
    ["2026-05-20T23:30:00-04:00", "America/New_York", "2026-05-20"],
    ["2026-05-20T23:30:00", "Asia/Tokyo", null],
    ["20 May", "Asia/Tokyo", null],
    ["", "Asia/Tokyo", null],
    [null, "Asia/Tokyo", null],
    [1_780_000_000, "Asia/Tokyo", null],
  ] as const)("%j in %s is %j", ([value, zone, day]) => {
    expect(dayOf(value, zone)?.toString() ?? null).toBe(day);
  });
});

test.each(["00:00", "09:30", "23:59"])("%s is a time of day", (time) =>
  expect(timeOfDay.safeParse(time).success).toBe(true),
);
test.each(["24:00", "9:30", "12:60", "noon", ""])("%j is none", (time) =>
  expect(timeOfDay.safeParse(time).success).toBe(false),
);
