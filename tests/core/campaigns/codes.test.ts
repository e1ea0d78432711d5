import { describe, expect, it } from "vitest";
import { campaignDiscount, judgeRefusals, madeDiscountOf, recipientCode } from "#core/campaigns/codes.ts";
import { Temporal } from "#core/time/time.ts";
import { planOf } from "./plan-of.ts";

const given = madeDiscountOf(
  planOf({
    arms: [{ id: "a", name: "A", body: "{{ discount.code }} Reply STOP to opt out" }],
    discount: { kind: "percentage", value: "10", prefix: "FALL", validFor: { amount: 2, unit: "days" } },
  }),
);
if (!given) throw new Error("the plan has a discount");
const refused = (count: number, refusals: number) =>
  Array.from({ length: count }, (_, at) => ({ recipientId: `${at}`, refusals, detail: "no" }));
const asked = (count: number, refusals = 0) => Array.from({ length: count }, () => ({ refusals }));

describe("the code of a recipient", () => {
  it("is the same however often it is asked for, another one after a refusal, and one of its own", () => {
    expect(recipientCode(given, "r1", 0)).toBe(recipientCode(given, "r1", 0));
    expect(recipientCode(given, "r1", 0)).toMatch(/^FALL-[A-Z0-9]{10}$/);
    expect(recipientCode(given, "r1", 1)).not.toBe(recipientCode(given, "r1", 0));
    const many = Array.from({ length: 100_000 }, (_, at) => recipientCode(given, `r${at}`, 0));
    expect(new Set(many)).toHaveProperty("size", many.length);
  });

  it("is made for no code that exists already", () => {
    const discount = { kind: "existing_code", code: "WELCOME10" } as const;
    expect(madeDiscountOf(planOf({ discount }))).toBeNull();
  });
});

it("the discount holds for the whole time after the last text, whenever the campaign starts", () => {
  const times = { startsAt: "2026-11-30T10:00:00Z", lastDueAt: "2026-12-01T09:00:00Z" };
  expect(
    campaignDiscount(given, {
      seed: "campaign",
      startsAt: Temporal.Instant.from(times.startsAt),
      lastDueAt: Temporal.Instant.from(times.lastDueAt),
      timezone: "Europe/Paris",
    }),
  ).toMatchObject({ startsAt: times.startsAt, endsAt: "2026-12-03T09:00:00Z" });
});

describe("refused codes", () => {
  it.each([
    ["some of many are made anew", 2, 100, { stops: false }],
    ["three of four are the discount's fault", 3, 4, { stops: true }],
    ["two of two are not enough to say so", 2, 2, { stops: false }],
    ["less than half is not", 120, 250, { stops: false }],
    ["half is", 125, 250, { stops: true }],
  ])("%s", (_what, bad, all, verdict) => {
    expect(judgeRefusals(refused(bad, 0), asked(all))).toMatchObject(verdict);
  });

  it("are given up after the second refusal, all the same if all of a list are", () => {
    expect(judgeRefusals(refused(5, 1), asked(5, 1))).toMatchObject({
      stops: false,
      again: [],
      givenUp: refused(5, 1),
    });
  });
});
