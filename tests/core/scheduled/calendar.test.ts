import { describe, expect, test } from "vitest";
import { birthdaysOn, calendarEventsDue, daysDue, lastTick } from "#core/scheduled/calendar.ts";
import { Temporal, type Instant } from "#core/time/time.ts";

const NEW_YORK = "America/New_York";
const at = (iso: string): Instant => Temporal.Instant.from(iso);
const local = (text: string, timezone = NEW_YORK): Instant =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).toInstant();

/** The changes of clocks in 2026, one for each way in which a local clock is put on or back anywhere. */
function changesOf2026(): { timezone: string; at: Instant }[] {
  const ways = new Map<string, { timezone: string; at: Instant }>();
  for (const timezone of Intl.supportedValuesOf("timeZone")) {
    const year = at("2026-01-01T00:00:00Z").toZonedDateTimeISO(timezone);
    for (
      let next = year.getTimeZoneTransition("next");
      next?.year === 2026;
      next = next.getTimeZoneTransition("next")
    ) {
      const before = next.subtract({ seconds: 1 });
      const way = [before, next].map((moment) => moment.toPlainTime().toString()).join(" to ");
      ways.set(way, { timezone, at: next.toInstant() });
    }
  }
  return [...ways.values()];
}
const changes = changesOf2026();

/** The days that a worker finds when it scans every few minutes around a clock change. */
function found(time: string, { timezone, at: change }: { timezone: string; at: Instant }, minutes: number): string[] {
  const days: string[] = [];
  let since = change.subtract({ hours: 60 });
  for (let step = 1; step * minutes <= 120 * 60; step++) {
    const now = change.subtract({ hours: 60 }).add({ minutes: step * minutes });
    days.push(...daysDue(time, { since, now, timezone }).map(({ day }) => day.toString()));
    since = now;
  }
  return days;
}

describe("the day whose hour has come", () => {
  test("there are changes of clocks on record", () => {
    expect(changes.length).toBeGreaterThan(8);
  });

  test.each(["00:00", "00:30", "01:30", "02:00", "02:30", "03:00", "10:00", "23:30"])(
    "%s comes once each local day at every way of changing clocks",
    (time) => {
      for (const change of changes) {
        const days = found(time, change, 37);
        expect({ ...change, days }).toEqual({ ...change, days: [...new Set(days)].toSorted() });
        const [first, last] = [days[0], days.at(-1)];
        expect(Temporal.PlainDate.from(first ?? "").until(last ?? "").days + 1).toBe(days.length);
        expect(days.length).toBeGreaterThanOrEqual(4);
      }
    },
  );

  const looking = { timezone: NEW_YORK };
  test("not before its minute, and then at once", () => {
    expect(
      daysDue("10:00", { ...looking, since: local("2026-03-02T08:00"), now: local("2026-03-02T09:59:59") }),
    ).toEqual([]);
    expect(
      daysDue("10:00", { ...looking, since: local("2026-03-02T08:00"), now: local("2026-03-02T10:00") }),
    ).toMatchObject([{ dueAt: at("2026-03-02T15:00:00Z") }]);
  });
  test("what was looked for is not looked for again", () => {
    expect(daysDue("10:00", { ...looking, since: local("2026-03-02T10:00"), now: local("2026-03-02T23:00") })).toEqual(
      [],
    );
  });
  test("after a week's outage the last three days are caught up", () => {
    const days = daysDue("10:00", { ...looking, since: local("2026-03-02T12:00"), now: local("2026-03-09T12:00") });
    expect(days.map(({ day }) => day.toString())).toEqual(["2026-03-07", "2026-03-08", "2026-03-09"]);
  });
});

describe("birthdays", () => {
  test.each([
    ["2026-11-08", ["11-08"]],
    ["2026-02-28", ["02-28", "02-29"]],
    ["2028-02-28", ["02-28"]],
    ["2028-02-29", ["02-29"]],
    ["2026-03-01", ["03-01"]],
  ])("on %s: %j", (day, days) => {
    expect(birthdaysOn(Temporal.PlainDate.from(day))).toEqual(days);
  });
});

describe("a pattern's time", () => {
  const tick = (pattern: string, since: string, now: string, timezone = NEW_YORK) =>
    lastTick(pattern, { since: at(since), now: at(now), timezone })?.toString() ?? null;

  test("comes at its minute in the zone", () => {
    expect(tick("0 10 * * 1", "2026-03-02T14:00:00Z", "2026-03-02T14:59:59Z")).toBeNull();
    expect(tick("0 10 * * 1", "2026-03-02T14:00:00Z", "2026-03-02T15:00:00Z")).toBe("2026-03-02T15:00:00Z");
    expect(tick("0 10 * * 1", "2026-03-09T13:00:00Z", "2026-03-09T14:00:00Z")).toBe("2026-03-09T14:00:00Z");
  });
  test("missed many times, it is caught up once, the last time", () => {
    expect(tick("0 * * * *", "2026-03-02T00:00:00Z", "2026-03-02T15:20:00Z")).toBe("2026-03-02T15:00:00Z");
    expect(tick("0 * * * *", "2026-03-02T15:00:00Z", "2026-03-02T15:20:00Z")).toBeNull();
  });

  test.each(["30 1 * * *", "30 2 * * *", "0 3 * * *", "0 0 * * *"])(
    "%s comes once each local day at every way of changing clocks",
    (pattern) => {
      for (const { timezone, at: change } of changes) {
        const days: string[] = [];
        let since = change.subtract({ hours: 60 });
        for (let hours = -59; hours <= 60; hours++) {
          const now = change.add({ hours });
          const came = lastTick(pattern, { since, now, timezone });
          if (came) days.push(came.toZonedDateTimeISO(timezone).toPlainDate().toString());
          since = now;
        }
        expect({ timezone, change: change.toString(), days }).toEqual({
          timezone,
          change: change.toString(),
          days: [...new Set(days)].toSorted(),
        });
        expect(days.length).toBeGreaterThanOrEqual(4);
      }
    },
  );
});

describe("what the calendar calls for", () => {
  const looking = { since: local("2026-03-02T09:00"), now: local("2026-03-02T10:30"), timezone: NEW_YORK };

  test("a birthday some days ahead", () => {
    expect(calendarEventsDue({ look: "birthday", inDays: 7, at: "10:00" }, looking)).toEqual([
      {
        of: "2026-03-02",
        dueAt: local("2026-03-02T10:00"),
        topic: "shopbell/birthday",
        subject: "birthday:2026-03-09",
        audience: { who: "born_on", days: ["03-09"] },
        facts: { birthday: { on: "2026-03-09" } },
      },
    ]);
  });
  test("a last order so many local days back, from midnight to midnight", () => {
    const [call] = calendarEventsDue({ look: "inactive", days: 120, at: "10:00" }, looking);
    expect(call?.audience).toEqual({ who: "last_ordered", from: "2025-11-02T04:00:00Z", to: "2025-11-03T05:00:00Z" });
  });
  test.each([
    ["customer.since", { who: "customer_since", from: "2026-01-31T05:00:00Z", to: "2026-02-01T05:00:00Z" }],
    ["customer.last_order_at", { who: "last_ordered", from: "2026-01-31T05:00:00Z", to: "2026-02-01T05:00:00Z" }],
    ["customer.fields.renewal", { who: "with_date", field: "renewal", day: "2026-01-31", timezone: NEW_YORK }],
  ])("thirty days after %s", (field, audience) => {
    expect(calendarEventsDue({ look: "date", field, inDays: -30, at: "10:00" }, looking)).toMatchObject([
      { audience, facts: { date: { on: "2026-01-31" } } },
    ]);
  });
  test("a pattern, for a segment or for every subscriber", () => {
    const cron = { look: "cron", pattern: "0 16 * * *", timezone: "Europe/Paris", at: "00:00" } as const;
    expect(calendarEventsDue({ ...cron, segmentId: null }, looking)).toMatchObject([
      { of: "2026-03-02T15:00:00Z", audience: { who: "subscribers" } },
    ]);
    expect(calendarEventsDue({ ...cron, segmentId: "s-1" }, looking)).toMatchObject([
      { audience: { who: "in_segment", segmentId: "s-1" } },
    ]);
  });
});
