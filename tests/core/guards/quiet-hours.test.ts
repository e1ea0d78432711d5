import { describe, expect, test } from "vitest";
import { quietHours } from "#core/guards/quiet-hours.ts";
import { dueFacts, MORNING, NIGHT, NOON } from "./facts.ts";

const draft = { body: "Hello" };
const RULE = "us-federal-8-21@2026-11";

test("by day a text goes, and the rule is cited", () => {
  expect(quietHours.check(dueFacts(), draft)).toEqual({
    answer: "pass",
    rule: RULE,
    saw: { zones: "America/New_York", zones_from: "address", local_time: "12:00" },
  });
});

test("at night it waits for the morning", () => {
  expect(quietHours.check(dueFacts({ now: NIGHT }), draft)).toEqual({
    answer: "defer",
    reason: "quiet_hours",
    until: MORNING,
    rule: RULE,
    saw: { zones: "America/New_York", zones_from: "address", local_time: "23:00" },
  });
});

describe("whose night it is", () => {
  test.for([
    ["the customer's, not the shop's", { shop: { timezone: "Asia/Tokyo" } }, "pass", "America/New_York", "address"],
    ["the shop's, where the address tells nothing", { shop: { timezone: "Asia/Tokyo" }, customer: { countryCode: null } }, "defer", "Asia/Tokyo", "shop"],
    ["that of every zone where the customer may be", { customer: { provinceCode: "FL" } }, "pass", "America/New_York, America/Chicago", "address"],
    ["of a Hawaiian morning", { customer: { provinceCode: "HI" } }, "defer", "Pacific/Honolulu", "address"],
  ] as const)("is %s", ([, different, answer, zones, zones_from]) => {
    expect(quietHours.check(dueFacts({ now: NOON, ...different }), draft)).toMatchObject({ answer, saw: { zones, zones_from } });
  });
});

describe("a text about an order at night", () => {
  test("waits like any other, unless the merchant lets it go", () => {
    expect(quietHours.check(dueFacts({ now: NIGHT, kind: "transactional" }), draft)).toMatchObject({ answer: "defer", until: MORNING });
    expect(quietHours.check(dueFacts({ now: NIGHT, kind: "transactional", shop: { transactionalAtNight: true } }), draft)).toMatchObject({
      answer: "pass",
      rule: expect.stringMatching(/any hour/),
    });
  });

  test("that leave is not for marketing", () => {
    expect(quietHours.check(dueFacts({ now: NIGHT, kind: "marketing", shop: { transactionalAtNight: true } }), draft).answer).toBe("defer");
  });
});
