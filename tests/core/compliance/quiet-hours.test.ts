import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { federalWindow, nextOpening } from "#core/compliance/quiet-hours.ts";
import { Temporal } from "#core/time.ts";
import { anInstant, at } from "../instant.ts";

const NEW_YORK = ["America/New_York"];
const FLORIDA = ["America/New_York", "America/Chicago"];
const ALASKA = ["America/Anchorage", "America/Adak"];

describe("a text may arrive from 8 to 21 o'clock where its reader is", () => {
  test.for([
    ["at 8 sharp it goes", NEW_YORK, "2026-05-04T08:00:00-04:00", null],
    ["a moment before 8 it waits that moment", NEW_YORK, "2026-05-04T07:59:59.999-04:00", "2026-05-04T08:00:00-04:00"],
    ["at noon it goes", NEW_YORK, "2026-05-04T12:34:56-04:00", null],
    ["a moment before 21 it goes", NEW_YORK, "2026-05-04T20:59:59.999-04:00", null],
    ["at 21 sharp it waits until morning", NEW_YORK, "2026-05-04T21:00:00-04:00", "2026-05-05T08:00:00-04:00"],
    ["at midnight it waits until the same day's morning", NEW_YORK, "2026-05-05T00:00:00-04:00", "2026-05-05T08:00:00-04:00"],
    ["on New Year's Eve it waits until next year", NEW_YORK, "2026-12-31T23:00:00-05:00", "2027-01-01T08:00:00-05:00"],
  ] as const)("%s", ([, zones, now, opens]) => {
    expect(nextOpening(at(now), zones, federalWindow).toString()).toBe(at(opens ?? now).toString());
  });
});

describe("over the night of March 8, an hour short, and of November 1, an hour long", () => {
  test.for([
    ["the evening before spring's change is open", NEW_YORK, "2026-03-07T20:59:59-05:00", null],
    ["then 11 hours are one less", NEW_YORK, "2026-03-07T21:00:00-05:00", "2026-03-08T08:00:00-04:00"],
    ["half past one", NEW_YORK, "2026-03-08T01:30:00-05:00", "2026-03-08T08:00:00-04:00"],
    ["half past three", NEW_YORK, "2026-03-08T03:30:00-04:00", "2026-03-08T08:00:00-04:00"],
    ["what would be 8 on the old clock is 9", NEW_YORK, "2026-03-08T13:00:00Z", null],
    ["7 on the old clock is 8: open", NEW_YORK, "2026-03-08T12:00:00Z", null],
    ["the evening before autumn's change", NEW_YORK, "2026-10-31T21:00:00-04:00", "2026-11-01T08:00:00-05:00"],
    ["the first half past one", NEW_YORK, "2026-11-01T01:30:00-04:00", "2026-11-01T08:00:00-05:00"],
    ["the second half past one", NEW_YORK, "2026-11-01T01:30:00-05:00", "2026-11-01T08:00:00-05:00"],
    ["8 on the old clock is 7: closed", NEW_YORK, "2026-11-01T12:00:00Z", "2026-11-01T13:00:00Z"],
    ["20 o'clock on the new one is open", NEW_YORK, "2026-11-02T01:00:00Z", null],
    ["where clocks do not change, nothing does", ["America/Phoenix"], "2026-03-07T21:00:00-07:00", "2026-03-08T08:00:00-07:00"],
  ] as const)("%s", ([, zones, now, opens]) => {
    expect(nextOpening(at(now), zones, federalWindow).toString()).toBe(at(opens ?? now).toString());
  });
});

describe("where a state lies in two zones, both must be open", () => {
  test.for([
    ["open in the east alone it waits for the west", FLORIDA, "2026-05-04T08:30:00-04:00", "2026-05-04T08:00:00-05:00"],
    ["open in both it goes", FLORIDA, "2026-05-04T09:00:00-04:00", null],
    ["closed in the east alone it waits for both", FLORIDA, "2026-05-04T21:00:00-04:00", "2026-05-05T08:00:00-05:00"],
    ["closed in both it waits for both", FLORIDA, "2026-05-04T03:00:00-04:00", "2026-05-04T08:00:00-05:00"],
    ["in whatever order they are named", FLORIDA.toReversed(), "2026-05-04T08:30:00-04:00", "2026-05-04T08:00:00-05:00"],
    ["in the hour when one zone has changed and the other not yet", FLORIDA, "2026-03-08T02:30:00-06:00", "2026-03-08T08:00:00-05:00"],
    ["Alaska and its far islands", ALASKA, "2026-05-04T08:00:00-08:00", "2026-05-04T08:00:00-09:00"],
    ["both ends of Australia", ["Australia/Perth", "Australia/Sydney"], "2026-01-10T08:00:00+11:00", "2026-01-10T08:00:00+08:00"],
    ["both ends of Australia, at night in the east", ["Australia/Perth", "Australia/Sydney"], "2026-01-10T21:00:00+11:00", "2026-01-11T08:00:00+08:00"],
  ] as const)("%s", ([, zones, now, opens]) => {
    expect(nextOpening(at(now), zones, federalWindow).toString()).toBe(at(opens ?? now).toString());
  });
});

describe("the next opening", () => {
  const american = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/St_Johns",
  ];
  const zones = fc.subarray(american, { minLength: 1, maxLength: 3 });
  const isOpen = (moment: Temporal.Instant, places: readonly string[]) =>
    places.every((zone) => {
      const { hour } = moment.toZonedDateTimeISO(zone);
      return hour >= 8 && hour < 21;
    });

  test("is never past, lies within the window everywhere, and is now exactly when the window is open", () => {
    fc.assert(
      fc.property(anInstant, zones, (now, places) => {
        const opening = nextOpening(now, places, federalWindow);
        expect(Temporal.Instant.compare(opening, now)).toBeGreaterThanOrEqual(0);
        expect(isOpen(opening, places)).toBe(true);
        expect(opening.equals(now)).toBe(isOpen(now, places));
        expect(nextOpening(opening, places, federalWindow).equals(opening)).toBe(true);
      }),
    );
  });

  test("has no open minute before it", () => {
    fc.assert(
      fc.property(anInstant, zones, (now, places) => {
        const opening = nextOpening(now, places, federalWindow);
        for (let moment = now; Temporal.Instant.compare(moment, opening) < 0; moment = moment.add({ minutes: 30 })) expect(isOpen(moment, places)).toBe(false);
        if (!opening.equals(now)) expect(isOpen(opening.subtract({ milliseconds: 1 }), places)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

test("zones that share no open hour are refused, not waited for", () => {
  const anHour = { rule: "one hour", opens: 9, closes: 10 };
  expect(() => nextOpening(at("2026-05-04T12:00:00Z"), ["America/New_York", "Asia/Tokyo"], anHour)).toThrow(
    "one hour never opens in all of America/New_York, Asia/Tokyo",
  );
});
