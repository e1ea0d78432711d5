import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidayOn } from "#core/sending/quiet-hours/holidays.ts";
import { nextOpening } from "#core/sending/quiet-hours/quiet-hours.ts";
import { zonesByRegion } from "#core/sending/quiet-hours/regions.ts";
import { windowOf, windowOfShop, type WindowRule } from "#core/sending/quiet-hours/windows.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { anInstant, at } from "#tests/core/instant.ts";

const FEDERAL = [windowOf("US")];
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
    [
      "at midnight it waits until the same day's morning",
      NEW_YORK,
      "2026-05-05T00:00:00-04:00",
      "2026-05-05T08:00:00-04:00",
    ],
    ["on New Year's Eve it waits until next year", NEW_YORK, "2026-12-31T23:00:00-05:00", "2027-01-01T08:00:00-05:00"],
  ] as const)("%s", ([, zones, now, opens]) => {
    expect(nextOpening(at(now), zones, FEDERAL)?.toString()).toBe(at(opens ?? now).toString());
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
    [
      "where clocks do not change, nothing does",
      ["America/Phoenix"],
      "2026-03-07T21:00:00-07:00",
      "2026-03-08T08:00:00-07:00",
    ],
  ] as const)("%s", ([, zones, now, opens]) => {
    expect(nextOpening(at(now), zones, FEDERAL)?.toString()).toBe(at(opens ?? now).toString());
  });
});

describe("where a state lies in two zones, both must be open", () => {
  test.for([
    ["open in the east alone it waits for the west", FLORIDA, "2026-05-04T08:30:00-04:00", "2026-05-04T08:00:00-05:00"],
    ["open in both it goes", FLORIDA, "2026-05-04T09:00:00-04:00", null],
    ["closed in the east alone it waits for both", FLORIDA, "2026-05-04T21:00:00-04:00", "2026-05-05T08:00:00-05:00"],
    ["closed in both it waits for both", FLORIDA, "2026-05-04T03:00:00-04:00", "2026-05-04T08:00:00-05:00"],
    [
      "in whatever order they are named",
      FLORIDA.toReversed(),
      "2026-05-04T08:30:00-04:00",
      "2026-05-04T08:00:00-05:00",
    ],
    [
      "in the hour when one zone has changed and the other not yet",
      FLORIDA,
      "2026-03-08T02:30:00-06:00",
      "2026-03-08T08:00:00-05:00",
    ],
    ["Alaska and its far islands", ALASKA, "2026-05-04T08:00:00-08:00", "2026-05-04T08:00:00-09:00"],
    [
      "both ends of Australia",
      ["Australia/Perth", "Australia/Sydney"],
      "2026-01-10T08:00:00+11:00",
      "2026-01-10T08:00:00+08:00",
    ],
    [
      "both ends of Australia, at night in the east",
      ["Australia/Perth", "Australia/Sydney"],
      "2026-01-10T21:00:00+11:00",
      "2026-01-11T08:00:00+08:00",
    ],
  ] as const)("%s", ([, zones, now, opens]) => {
    expect(nextOpening(at(now), zones, FEDERAL)?.toString()).toBe(at(opens ?? now).toString());
  });
});

describe("on weekdays, Sundays and holidays", () => {
  const DENVER = ["America/Denver"];
  test.for([
    ["Texas, Saturday at 9", "US-TX", "America/Chicago", "2026-05-02T09:00", null],
    ["Texas, Sunday at 9 waits for noon", "US-TX", "America/Chicago", "2026-05-03T09:00", "2026-05-03T12:00"],
    ["Texas, Sunday at 21 waits for Monday at 9", "US-TX", "America/Chicago", "2026-05-03T21:00", "2026-05-04T09:00"],
    ["Alabama, Saturday at 20 waits for Monday", "US-AL", "America/Chicago", "2026-05-02T20:00", "2026-05-04T08:00"],
    [
      "Alabama, the Saturday before Memorial Day waits for Tuesday",
      "US-AL",
      "America/Chicago",
      "2026-05-23T20:00",
      "2026-05-26T08:00",
    ],
    [
      "Louisiana, over New Year: Thursday evening, a holiday, then Saturday",
      "US-LA",
      "America/Chicago",
      "2026-12-31T20:30",
      "2027-01-02T08:00",
    ],
    [
      "Rhode Island, Friday at 18 waits for Saturday at 10",
      "US-RI",
      "America/New_York",
      "2026-05-08T18:00",
      "2026-05-09T10:00",
    ],
    [
      "Rhode Island, Sunday at 17 waits for Monday at 9",
      "US-RI",
      "America/New_York",
      "2026-05-10T17:00",
      "2026-05-11T09:00",
    ],
    [
      "Pennsylvania, Saturday at 11:59 waits a minute",
      "US-PA",
      "America/New_York",
      "2026-05-09T11:59",
      "2026-05-09T12:00",
    ],
    ["Kentucky at 9:30 waits for 10", "US-KY", "America/New_York", "2026-05-06T09:30", "2026-05-06T10:00"],
    ["Canada, Friday at 21:29 goes", "CA-ON", "America/Toronto", "2026-05-08T21:29", null],
    [
      "Canada, Friday at 21:30 waits for Saturday at 10",
      "CA-ON",
      "America/Toronto",
      "2026-05-08T21:30",
      "2026-05-09T10:00",
    ],
    ["France, Saturday at 19:59 goes", "FR", "Europe/Paris", "2026-05-09T19:59", null],
    ["France, Saturday at 20 waits for Monday", "FR", "Europe/Paris", "2026-05-09T20:00", "2026-05-11T08:00"],
    ["France, Ascension, a Thursday, waits for Friday", "FR", "Europe/Paris", "2026-05-14T10:00", "2026-05-15T08:00"],
    [
      "France, Easter: Good Friday, Saturday, Sunday, Monday",
      "FR",
      "Europe/Paris",
      "2026-04-04T20:00",
      "2026-04-07T08:00",
    ],
    [
      "France, Christmas of 2026: Friday, Saturday, Sunday",
      "FR",
      "Europe/Paris",
      "2026-12-24T20:00",
      "2026-12-28T08:00",
    ],
    ["India at 9:59 waits a minute", "IN", "Asia/Kolkata", "2026-05-06T09:59", "2026-05-06T10:00"],
  ] as const)("%s", ([, jurisdiction, zone, now, opens]) => {
    const local = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant();
    expect(nextOpening(local(now), [zone], [windowOf(jurisdiction)])?.toString()).toBe(local(opens ?? now).toString());
  });

  test("a place under two rules waits for both", () => {
    const both = [windowOf("US-KY"), windowOf("US-FL")];
    expect(nextOpening(at("2026-05-06T08:30:00-06:00"), DENVER, both)).toEqual(at("2026-05-06T10:00:00-06:00"));
    expect(nextOpening(at("2026-05-06T20:30:00-06:00"), DENVER, both)).toEqual(at("2026-05-07T10:00:00-06:00"));
  });

  test("a merchant's hours narrow the law's, and do not widen them", () => {
    const noonToTen = windowOfShop({ opens: 12, closes: 22 });
    expect(nextOpening(at("2026-05-06T09:00:00-06:00"), DENVER, [...FEDERAL, noonToTen])).toEqual(
      at("2026-05-06T12:00:00-06:00"),
    );
    expect(nextOpening(at("2026-05-06T21:30:00-06:00"), DENVER, [...FEDERAL, noonToTen])).toEqual(
      at("2026-05-07T12:00:00-06:00"),
    );
    expect(
      nextOpening(at("2026-05-06T10:00:00-06:00"), DENVER, [...FEDERAL, windowOfShop({ opens: 0, closes: 24 })]),
    ).toEqual(at("2026-05-06T10:00:00-06:00"));
  });
});

/** Every hour around each clock change of 2026, in zones with three different change dates and one without. */
test("no clock change of 2026 opens a window early or late", () => {
  const zones = [...new Set([...zonesByRegion.values()].flat())];
  const changes = zones.flatMap((zone) => {
    const first = at("2026-01-01T12:00:00Z").toZonedDateTimeISO(zone).getTimeZoneTransition("next");
    const second = first?.getTimeZoneTransition("next");
    return [first, second]
      .filter((moment) => moment?.year === 2026)
      .map((moment) => [zone, moment?.toInstant()] as const);
  });
  expect(changes.length).toBeGreaterThan(60);
  for (const [zone, moment] of changes) {
    if (!moment) continue;
    for (let hour = -14; hour <= 26; hour += 4) {
      const now = moment.add({ minutes: 60 * hour + 30 });
      const opening = nextOpening(now, [zone], FEDERAL);
      expect(opening && opensAt(opening, [zone], FEDERAL)).toBe(true);
      if (!opening?.equals(now)) expect(opening?.toZonedDateTimeISO(zone).toPlainTime().toString()).toBe("08:00:00");
    }
  }
});

/** An independent implementation by wall-clock time. */
const opensAt = (moment: Instant, zones: readonly string[], rules: readonly WindowRule[]): boolean =>
  zones.every((zone) => {
    const local = moment.toZonedDateTimeISO(zone);
    const hour = local.hour + local.minute / 60;
    return rules.every(({ week, holidays }) => {
      const hours = week[local.dayOfWeek - 1];
      return (
        hours !== null &&
        hours !== undefined &&
        hour >= hours.opens &&
        hour < hours.closes &&
        !(holidays && holidayOn(holidays, local.toPlainDate()))
      );
    });
  });

describe("the next opening", () => {
  const jurisdictions = [...zonesByRegion.keys(), "US", "CA", "unknown"];
  const american = [...zonesByRegion].filter(([region]) => /^(US-(?!GU|MP|AS)|CA)/.test(region));
  const continent = [...new Set(american.flatMap(([, zones]) => zones))];

  test("comes in every place, in its zones, at any time of the year: open, not past, and within ten days", () => {
    for (const jurisdiction of jurisdictions) {
      const zones = zonesByRegion.get(jurisdiction) ?? ["America/New_York"];
      const rules = [windowOf(jurisdiction)];
      for (const iso of ["2026-04-03T05:00:00Z", "2026-11-01T09:00:00Z", "2026-12-24T23:30:00Z"]) {
        const opening = nextOpening(at(iso), zones, rules);
        expect(opening && opensAt(opening, zones, rules)).toBe(true);
        expect(opening && Temporal.Instant.compare(opening, at(iso)) >= 0).toBe(true);
        expect(opening && opening.since(at(iso)).total("hours")).toBeLessThan(240);
      }
    }
  });

  test("comes for every pair of rules and zones from Newfoundland to Hawaii that one reader could be under", () => {
    const rules = [...new Set(american.map(([region]) => windowOf(region)))];
    const now = at("2026-05-22T23:00:00Z");
    for (const rule of rules) {
      for (const [index, zone] of continent.entries()) {
        for (const other of continent.slice(index)) {
          const opening = nextOpening(now, [zone, other], [rule]);
          expect(opening && opensAt(opening, [zone, other], [rule]), `${rule.rule} in ${zone} and ${other}`).toBe(true);
        }
      }
    }
  });

  const someRules = fc
    .subarray(
      american.map(([region]) => region),
      { minLength: 1, maxLength: 2 },
    )
    .map((regions) => [...new Set(regions.map(windowOf))]);
  const someZones = fc.subarray(continent, { minLength: 1, maxLength: 3 });

  test("is never past, lies within each window everywhere, and is now exactly when all is open", () => {
    fc.assert(
      fc.property(anInstant, someZones, someRules, (now, zones, rules) => {
        const opening = nextOpening(now, zones, rules);
        if (!opening) return expect(opensAt(now, zones, rules)).toBe(false);
        expect(Temporal.Instant.compare(opening, now)).toBeGreaterThanOrEqual(0);
        expect(opensAt(opening, zones, rules)).toBe(true);
        expect(opening.equals(now)).toBe(opensAt(now, zones, rules));
        expect(nextOpening(opening, zones, rules)?.equals(opening)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test("has no open minute before it", () => {
    fc.assert(
      fc.property(anInstant, someZones, someRules, (now, zones, rules) => {
        const opening = nextOpening(now, zones, rules);
        if (!opening || opening.equals(now)) return;
        expect(opensAt(opening.subtract({ milliseconds: 1 }), zones, rules)).toBe(false);
        const start = Temporal.Instant.fromEpochMilliseconds(Math.ceil(now.epochMilliseconds / 60_000) * 60_000);
        const step = opening.since(start).total("hours") > 12 ? 13 : 1;
        for (let moment = start; Temporal.Instant.compare(moment, opening) < 0; moment = moment.add({ minutes: step }))
          if (opensAt(moment, zones, rules)) throw new Error(`open at ${moment.toString()}`);
      }),
      { numRuns: 25 },
    );
  });
});

describe("what never opens is said so, not waited for", () => {
  const anHour = windowOfShop({ opens: 9, closes: 10 });
  test.for([
    ["zones that share no open hour", ["America/New_York", "Asia/Tokyo"], [anHour]],
    ["rules that share none", NEW_YORK, [windowOf("US-FL"), windowOfShop({ opens: 20, closes: 22 })]],
    ["a merchant's hours that end before they begin", NEW_YORK, [windowOfShop({ opens: 18, closes: 9 })]],
  ] as const)("%s", ([, zones, rules]) => {
    for (const now of ["2026-05-04T12:00:00Z", "2026-03-08T06:59:00Z"])
      expect(nextOpening(at(now), zones, rules)).toBeNull();
  });
});
