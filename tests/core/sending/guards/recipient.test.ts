import { describe, expect, test } from "vitest";
import { countryServed, notErased, numberReachable, validNumber } from "#core/sending/guards/eligibility.ts";
import { dueFacts, NOON } from "./facts.ts";

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
    ["+12125550147", { answer: "pass", saw: { phone: "+12125550147", taken: "order" } }],
    [null, { answer: "skip", reason: "no_phone", saw: { phone: null } }],
    ["", { answer: "skip", reason: "no_phone", saw: { phone: null } }],
    ["+1212", { answer: "skip", reason: "invalid_phone", saw: { phone: "+1212", taken: "order" } }],
    ["2125550147", { answer: "skip", reason: "invalid_phone", saw: { phone: "2125550147", taken: "order" } }],
  ] as const)("%j: %j", ([phone, answer]) => {
    expect(validNumber.check(dueFacts({ recipient: { phone, taken: phone ? "order" : null } }), draft)).toEqual(answer);
  });
});

describe("a number that a text did not reach", () => {
  const since = NOON.subtract({ hours: 30 }).toString();
  const check = (until: string) =>
    numberReachable.check(dueFacts({ recipient: { unreachable: { code: "30006", since, until } } }), draft);

  test("gets none until that is forgotten, and the log says since when and by which code", () => {
    const until = NOON.add({ milliseconds: 1 }).toString();
    expect(check(until)).toEqual({
      answer: "skip",
      reason: "unreachable",
      saw: { phone: "+12125550147", code: "30006", since, forgotten_at: until },
    });
  });

  test.for([
    ["the moment that it is forgotten", NOON.toString()],
    ["long after", NOON.subtract({ hours: 9 }).toString()],
  ] as const)("gets one %s", ([, until]) => {
    expect(check(until)).toEqual({ answer: "pass", saw: { phone: "+12125550147" } });
  });

  test("gets none of any kind: a text that cannot arrive is not paid for", () => {
    for (const kind of ["marketing", "transactional", "opt_in", "conversation", "test"] as const) {
      const unreachable = { code: "30006", since, until: NOON.add({ hours: 7 }).toString() };
      expect(numberReachable.check(dueFacts({ kind, recipient: { unreachable } }), draft).answer).toBe("skip");
    }
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
