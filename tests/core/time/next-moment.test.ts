import { expect, test } from "vitest";
import { calendarEventsDue } from "#core/scheduled/calendar.ts";
import { nextMoment } from "#core/time/next-moment.ts";
import type { Scan } from "#core/triggers/define.ts";
import { at } from "../instant.ts";

const ZONE = "America/New_York";
const birthday: Scan = { look: "birthday", inDays: 0, at: "10:00" };
const renewal: Scan = { look: "date", field: "customer.fields.renewal", inDays: 3, at: "02:30" };
const mondays = (timezone: string | null): Scan => ({
  look: "cron",
  pattern: "0 9 * * 1",
  timezone,
  segmentId: null,
  at: "00:00",
});

test.each<[string, Scan, string, string | null]>([
  ["this day's hour is ahead", birthday, "2026-03-02T14:00:00Z", "2026-03-02T15:00:00Z"],
  ["this very moment is past", birthday, "2026-03-02T15:00:00Z", "2026-03-03T15:00:00Z"],
  ["summer time begins", birthday, "2026-03-07T15:00:00Z", "2026-03-08T14:00:00Z"],
  ["the hour is skipped", renewal, "2026-03-08T05:00:00Z", "2026-03-08T07:30:00Z"],
  ["a pattern by the shop's clock", mondays(null), "2026-03-02T14:00:00Z", "2026-03-09T13:00:00Z"],
  ["a pattern by a clock of its own", mondays("Europe/London"), "2026-03-02T14:00:00Z", "2026-03-09T09:00:00Z"],
  ["a pattern that names no day", { ...mondays(null), pattern: "0 9 30 2 *" } as Scan, "2026-03-02T14:00:00Z", null],
])("the next moment of the calendar: %s", (_name, scan, after, expected) => {
  expect(nextMoment(scan, at(after), ZONE)?.toString() ?? null).toBe(expected);
});

test.each([birthday, renewal, mondays(null), mondays("Europe/London")])(
  "is when something is due, and nothing was before: %j",
  (scan) => {
    const since = at("2026-03-06T20:00:00Z");
    const now = nextMoment(scan, since, ZONE) ?? since;
    expect(calendarEventsDue(scan, { since, now, timezone: ZONE })).toMatchObject([{ dueAt: now }]);
    expect(calendarEventsDue(scan, { since, now: now.subtract({ seconds: 1 }), timezone: ZONE })).toEqual([]);
  },
);
