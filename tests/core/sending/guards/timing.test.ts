import { describe, expect, test } from "vitest";
import { quietHours } from "#core/sending/guards/timing.ts";
import { at } from "#tests/core/instant.ts";
import { dueFacts, MORNING, NIGHT, NOON } from "./facts.ts";

const draft = { body: "Hello" };
const RULE = "us-federal-8-21@2026-11";

test("by day a text goes, and the rule is cited", () => {
  expect(quietHours.check(dueFacts(), draft)).toEqual({
    answer: "pass",
    rule: RULE,
    saw: { zones: "America/New_York", zones_from: "address", jurisdiction: "US-NY", local_time: "12:00" },
  });
});

test("at night it waits for the morning", () => {
  expect(quietHours.check(dueFacts({ now: NIGHT }), draft)).toEqual({
    answer: "defer",
    reason: "quiet_hours",
    until: MORNING,
    rule: RULE,
    saw: { zones: "America/New_York", zones_from: "address", jurisdiction: "US-NY", local_time: "23:00" },
  });
});

describe("whose night it is", () => {
  test.for([
    ["the customer's, not the shop's", { shop: { timezone: "Asia/Tokyo" } }, "pass", "America/New_York", "address"],
    [
      "the shop's, where address and number tell nothing",
      { shop: { timezone: "Asia/Tokyo" }, customer: { countryCode: null }, recipient: { phone: "+18005550147" } },
      "defer",
      "Asia/Tokyo",
      "shop",
    ],
    [
      "that of every zone where the customer may be",
      { customer: { provinceCode: "FL" } },
      "pass",
      "America/New_York, America/Chicago",
      "address",
    ],
    ["of a Hawaiian morning", { customer: { provinceCode: "HI" } }, "defer", "Pacific/Honolulu", "address"],
  ] as const)("is %s", ([, different, answer, zones, zones_from]) => {
    expect(quietHours.check(dueFacts({ now: NOON, ...different }), draft)).toMatchObject({
      answer,
      saw: { zones, zones_from },
    });
  });
});

describe("a text about an order at night", () => {
  test("waits like any other, unless the merchant lets it go", () => {
    expect(quietHours.check(dueFacts({ now: NIGHT, kind: "transactional" }), draft)).toMatchObject({
      answer: "defer",
      until: MORNING,
    });
    expect(
      quietHours.check(dueFacts({ now: NIGHT, kind: "transactional", shop: { transactionalAtNight: true } }), draft),
    ).toMatchObject({
      answer: "pass",
      rule: "transactional-any-hour@2026-11",
    });
  });

  test("that leave is not for marketing", () => {
    expect(
      quietHours.check(dueFacts({ now: NIGHT, kind: "marketing", shop: { transactionalAtNight: true } }), draft).answer,
    ).toBe("defer");
  });
});

describe("by whose rules", () => {
  const phone = "+17135550123";
  const SUNDAY_TEN_IN_TEXAS = at("2026-05-03T15:00:00Z");
  test.for([
    [
      "the address's state",
      { countryCode: "US", provinceCode: "KY" },
      { jurisdiction: "US-KY", zones_from: "address" },
      "us-ky-10-21@2026-11",
    ],
    [
      "the area code's, where the address tells nothing",
      { countryCode: null, provinceCode: null },
      { jurisdiction: "US-TX", zones_from: "area code" },
      "us-tx-mon-sat-9-21-sun-12-21@2026-11",
    ],
    [
      "the country's",
      { countryCode: "FR", provinceCode: null },
      { jurisdiction: "FR", zones_from: "address" },
      "fr-mon-sat-8-20-not-holidays@2026-11",
    ],
    [
      "two countries', where it cannot be told",
      { countryCode: "CA", provinceCode: null },
      { jurisdiction: "CA, US-TX" },
      "ca-mon-fri-9-2130-sat-sun-10-18@2026-11 + us-tx-mon-sat-9-21-sun-12-21@2026-11",
    ],
    [
      "good manners', where no law is known",
      { countryCode: "GB", provinceCode: null },
      { jurisdiction: "GB" },
      "default-8-21@2026-11",
    ],
  ] as const)("%s", ([, customer, saw, rule]) => {
    expect(quietHours.check(dueFacts({ customer, recipient: { phone } }), draft)).toMatchObject({ saw, rule });
  });

  test("on a Texan Sunday the morning is quiet", () => {
    const facts = dueFacts({ now: SUNDAY_TEN_IN_TEXAS, customer: { countryCode: null }, recipient: { phone } });
    expect(quietHours.check(facts, draft)).toMatchObject({
      answer: "defer",
      until: at("2026-05-03T17:00:00Z"),
      saw: { local_time: "10:00" },
    });
  });

  test("the question of a double opt-in keeps them too, and no leave for orders opens them", () => {
    expect(
      quietHours.check(dueFacts({ now: NIGHT, kind: "opt_in", shop: { transactionalAtNight: true } }), draft).answer,
    ).toBe("defer");
  });
});

describe("a shop's own hours", () => {
  test("narrow the law's, and are cited beside it", () => {
    expect(quietHours.check(dueFacts({ shop: { quietHours: { opens: 14, closes: 18 } } }), draft)).toMatchObject({
      answer: "defer",
      until: at("2026-05-04T18:00:00Z"),
      rule: `${RULE} + shop setting`,
    });
  });

  test("do not widen them", () => {
    expect(
      quietHours.check(dueFacts({ now: NIGHT, shop: { quietHours: { opens: 0, closes: 24 } } }), draft),
    ).toMatchObject({ answer: "defer", until: MORNING });
  });

  test("that share no minute with the law's let nothing go, and nothing waits for ever", () => {
    expect(quietHours.check(dueFacts({ shop: { quietHours: { opens: 21, closes: 24 } } }), draft)).toMatchObject({
      answer: "skip",
      reason: "quiet_hours",
      saw: { next_opening: "never" },
    });
  });
});
