import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAP_WINDOW_DAYS, capReached, capsSetting, defaultCaps, ruleOfCap, type Cap } from "#core/sending/caps.ts";
import { Temporal } from "#core/time/time.ts";
import { at } from "../instant.ts";

const NOON = at("2026-05-04T16:00:00Z");
const ago = (...minutes: number[]) => minutes.map((each) => NOON.subtract({ minutes: each }));
const twoAnHour: Cap = { most: 2, per: { amount: 1, unit: "hours" } };
const threeADay: Cap = { most: 3, per: { amount: 1, unit: "days" } };

describe("a cap is reached", () => {
  test.for([
    ["by as many as it allows", [twoAnHour], ago(10, 50), { cap: twoAnHour, until: NOON.add({ minutes: 10 }) }],
    [
      "by more than it allows: room comes when enough have grown old",
      [twoAnHour],
      ago(10, 20, 50),
      { cap: twoAnHour, until: NOON.add({ minutes: 40 }) },
    ],
    ["not by fewer", [twoAnHour], ago(10), null],
    ["not by one that has just grown old", [twoAnHour], ago(10, 60), null],
    [
      "the longest of several counts",
      [twoAnHour, threeADay],
      ago(10, 50, 600),
      { cap: threeADay, until: NOON.add({ minutes: 840 }) },
    ],
    ["not where nothing was sent", [twoAnHour, threeADay], [], null],
    ["not where there are no caps", [], ago(1, 1, 1, 1), null],
  ] as const)("%s", ([, caps, recent, reached]) => {
    expect(capReached(recent, caps, NOON)).toEqual(reached);
  });
});

test("when it says there is room, there is, and not a moment before", () => {
  const someCaps = fc.array(
    fc.record({
      most: fc.integer({ min: 1, max: 5 }),
      per: fc.record({
        amount: fc.integer({ min: 1, max: 7 }),
        unit: fc.constantFrom("hours" as const, "days" as const),
      }),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const someTexts = fc
    .array(fc.integer({ min: 0, max: 10_080 }), { maxLength: 20 })
    .map((minutes) => ago(...minutes.sort((a, b) => a - b)));
  fc.assert(
    fc.property(someCaps, someTexts, (caps, recent) => {
      const reached = capReached(recent, caps, NOON);
      if (!reached) return;
      expect(Temporal.Instant.compare(reached.until, NOON)).toBeGreaterThan(0);
      expect(capReached(recent, caps, reached.until)).toBeNull();
      expect(capReached(recent, caps, reached.until.subtract({ milliseconds: 1 }))).not.toBeNull();
    }),
  );
});

test("what a shop begins with may be set, and stands in the table of rules", () => {
  for (const caps of Object.values(defaultCaps)) {
    expect(capsSetting.safeParse(caps.map(({ most, per }) => ({ most, per }))).success).toBe(true);
    for (const cap of caps)
      expect(ruleOfCap({ most: cap.most, per: { ...cap.per } })).toMatch(/^(sms|email)-cap-.+@2026-11$/);
  }
});

test("a cap of nothing, of no time, or farther back than is counted, cannot be set", () => {
  for (const wrong of [
    { most: 0, per: { amount: 1, unit: "days" } },
    { most: 1, per: { amount: 0, unit: "days" } },
    { most: 1, per: { amount: CAP_WINDOW_DAYS + 1, unit: "days" } },
  ]) {
    expect(capsSetting.safeParse([wrong]).success).toBe(false);
  }
});
