import { describe, expect, test } from "vitest";
import { countryServed, notErased, validNumber } from "#core/sending/guards/eligibility.ts";
import { dueFacts } from "./facts.ts";

const draft = { body: "Hello" };

test("who was erased gets nothing", () => {
  expect(notErased.check(dueFacts(), draft)).toEqual({ answer: "pass", saw: { erased: false } });
  expect(notErased.check(dueFacts({ customer: { erased: true } }), draft)).toEqual({
    answer: "skip",
    reason: "customer_erased",
    saw: { erased: true },
  });
});

describe("a number", () => {
  test.for([
    ["+12125550147", { answer: "pass", saw: { phone: "+12125550147" } }],
    [null, { answer: "skip", reason: "no_phone", saw: { phone: null } }],
    ["", { answer: "skip", reason: "no_phone", saw: { phone: null } }],
    ["+1212", { answer: "skip", reason: "invalid_phone", saw: { phone: "+1212" } }],
    ["2125550147", { answer: "skip", reason: "invalid_phone", saw: { phone: "2125550147" } }],
  ] as const)("%j: %j", ([phone, answer]) => {
    expect(validNumber.check(dueFacts({ recipient: { phone } }), draft)).toEqual(answer);
  });
});

describe("the country of a number, not of an address, decides whether we send there", () => {
  test.for([
    ["+12125550147", "US", "pass"],
    ["+14165550123", "CA", "pass"],
    ["+33612345678", "FR", "pass"],
    ["+18765550123", "JM", "skip"],
    ["+18095550123", "DO", "skip"],
    ["+8613812345678", "CN", "skip"],
    ["+870773111632", null, "skip"],
  ] as const)("%s, in %s: %s", ([phone, country, answer]) => {
    const result = countryServed.check(dueFacts({ customer: { countryCode: "US" }, recipient: { phone } }), draft);
    expect(result).toMatchObject({
      answer,
      ...(answer === "skip" && { reason: "country_not_served" }),
      saw: { country },
      rule: expect.stringMatching(/^prices@\d{4}-\d{2}$/),
    });
  });
});
