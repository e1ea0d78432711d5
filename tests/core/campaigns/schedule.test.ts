import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueAtFor, isPast, lastInstant, startOf } from "#core/campaigns/schedule.ts";
import { Temporal } from "#core/time/time.ts";

const at = (iso: string) => Temporal.Instant.from(iso);
const NEW_YORK = "America/New_York";
const local = (ifPast: "now" | "tomorrow" | "skip") => ({ kind: "local" as const, at: "2026-03-10T10:00", ifPast });

describe("the time of a campaign", () => {
  test.each([
    ["now", { kind: "now" as const }, "2026-03-09T12:00:00Z"],
    ["at the shop's time", { kind: "at" as const, at: "2026-03-10T10:00" }, "2026-03-10T14:00:00Z"],
    ["when the day first comes anywhere", local("tomorrow"), "2026-03-09T20:00:00Z"],
  ])("starts %s", (_what, when, start) => {
    expect(startOf(when, NEW_YORK, at("2026-03-09T12:00:00Z")).toString()).toBe(start);
  });

  test.each([
    ["in New York", [NEW_YORK], "2026-03-10T14:00:00Z"],
    ["in Berlin", ["Europe/Berlin"], "2026-03-10T09:00:00Z"],
    ["where the zone is one of two, when it is time in both", ["America/Chicago", NEW_YORK], "2026-03-10T15:00:00Z"],
  ])("comes to a recipient %s", (_where, zones, due) => {
    expect(dueAtFor(local("tomorrow"), zones, at("2026-03-09T20:00:00Z"))?.toString()).toBe(due);
  });

  test.each([
    ["now", "2026-03-10T12:00:00Z"],
    ["tomorrow", "2026-03-11T09:00:00Z"],
    ["skip", undefined],
  ] as const)("that has passed where the recipient lives goes %s", (ifPast, due) => {
    expect(dueAtFor(local(ifPast), ["Europe/Berlin"], at("2026-03-10T12:00:00Z"))?.toString()).toBe(due);
  });

  test("is never before the campaign starts, nor more than a day later than planned", () => {
    const zones = fc.constantFrom(NEW_YORK, "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Honolulu");
    const starts = fc.date({
      min: new Date("2026-03-09T20:00:00Z"),
      max: new Date("2026-03-20T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, starts, (zone, date) => {
        const start = Temporal.Instant.fromEpochMilliseconds(date.getTime());
        const due = dueAtFor(local("tomorrow"), [zone], start);
        expect(due).not.toBeNull();
        if (!due) return;
        expect(Temporal.Instant.compare(due, start)).toBeGreaterThanOrEqual(0);
        const planned = dueAtFor(local("now"), [zone], at("2026-03-09T00:00:00Z")) ?? start;
        expect(
          due.since(Temporal.Instant.compare(planned, start) > 0 ? planned : start).total("hours"),
        ).toBeLessThanOrEqual(25);
        expect(due.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" })).toBe("10:00");
      }),
    );
  });

  test("is past once it has been everywhere", () => {
    expect(isPast(local("now"), NEW_YORK, at("2026-03-10T20:00:00Z"))).toBe(false);
    expect(isPast(local("now"), NEW_YORK, at("2026-03-10T21:00:01Z"))).toBe(true);
    expect(isPast({ kind: "at", at: "2026-03-10T10:00" }, NEW_YORK, at("2026-03-10T14:00:01Z"))).toBe(true);
    expect(isPast({ kind: "now" }, NEW_YORK, at("2026-03-10T14:00:01Z"))).toBe(false);
  });

  test("ends so many hours after it", () => {
    expect(lastInstant({ notAfterHours: 1.5 }, at("2026-03-10T14:00:00Z")).toString()).toBe("2026-03-10T15:30:00Z");
  });
});
