import { describe, expect, test } from "vitest";
import { cartRule } from "#core/sending/guards/timing.ts";
import { dueFacts, NOON } from "./facts.ts";

const draft = { body: "Hello" };
const cart = (hoursAgo: number, remindedHoursAgo: number | null = null) => ({
  token: "c-1",
  abandonedAt: NOON.subtract({ hours: hoursAgo }),
  remindedAt: remindedHoursAgo === null ? null : NOON.subtract({ hours: remindedHoursAgo }),
});

const ONCE = "cart-once-within-48h@2026-11";
const CONFIRMED = "cart-confirmed-opt-in-us@2026-11";

describe("a reminder of a cart", () => {
  test.for([
    ["left an hour ago goes", cart(1), "pass", undefined],
    ["left 48 hours ago goes", cart(48), "pass", undefined],
    ["left 49 hours ago is too late", cart(49), "skip", "stale_event"],
    ["that had one is not repeated", cart(5, 4), "skip", "cart_already_reminded"],
    ["that had one long ago is not repeated", cart(90, 80), "skip", "cart_already_reminded"],
  ] as const)("%s", ([, facts, answer, reason]) => {
    for (const phone of ["+12125550147", "+447911123456"])
      expect(cartRule.check(dueFacts({ cart: facts, recipient: { phone } }), draft)).toMatchObject({
        answer,
        ...(reason && { reason }),
        rule: answer === "pass" && phone.startsWith("+1") ? CONFIRMED : ONCE,
        saw: { cart: "c-1", left_at: facts.abandonedAt.toString() },
      });
  });

  test.for([
    ["confirmed, with carts in the wording, goes", "+12125550147", "confirmed_opt_in", true, "pass", CONFIRMED],
    ["confirmed as Shopify's Admin API writes it goes", "+12125550147", "CONFIRMED_OPT_IN", true, "pass", CONFIRMED],
    ["confirmed, without carts in the wording, stays", "+12125550147", "confirmed_opt_in", false, "skip", CONFIRMED],
    ["that was asked once stays", "+12125550147", "single_opt_in", true, "skip", CONFIRMED],
    ["whose opt-in is not known stays", "+12125550147", null, true, "skip", CONFIRMED],
    ["that is toll-free and was asked once stays", "+18005550147", "single_opt_in", true, "skip", CONFIRMED],
    ["of Canada that was asked once goes", "+14165550123", "single_opt_in", false, "pass", ONCE],
    ["of Britain that was asked once goes", "+447911123456", "single_opt_in", false, "pass", ONCE],
    ["of France whose opt-in is not known goes", "+33612345678", null, false, "pass", ONCE],
  ] as const)("to a number %s", ([, phone, level, namesCartReminders, answer, rule]) => {
    const facts = dueFacts({ cart: cart(1), recipient: { phone, level, namesCartReminders } });
    const of = rule === CONFIRMED && { number: phone, opt_in_level: level, names_cart_reminders: namesCartReminders };
    expect(cartRule.check(facts, draft)).toEqual({
      answer,
      ...(answer === "skip" && { reason: "not_confirmed" }),
      rule,
      saw: { cart: "c-1", left_at: cart(1).abandonedAt.toString(), reminded_at: null, ...of },
    });
  });

  test("to a number of the United States needs the confirmation wherever the customer lives", () => {
    for (const customer of [
      { countryCode: "GB", provinceCode: null },
      { countryCode: null, provinceCode: null },
    ])
      expect(
        cartRule.check(dueFacts({ customer, cart: cart(1), recipient: { level: "single_opt_in" } }), draft),
      ).toMatchObject({ answer: "skip", reason: "not_confirmed" });
  });

  test("a moment after 48 hours is too late", () => {
    const facts = dueFacts({
      cart: { token: "c-1", abandonedAt: NOON.subtract({ hours: 48 }).subtract({ milliseconds: 1 }), remindedAt: null },
    });
    expect(cartRule.check(facts, draft)).toMatchObject({ answer: "skip", reason: "stale_event" });
  });
});

test("does not apply without a cart or outside marketing", () => {
  expect(cartRule.check(dueFacts(), draft)).toEqual({ answer: "pass", saw: { cart: null } });
  expect(cartRule.check(dueFacts({ kind: "transactional", cart: cart(90, 80) }), draft)).toEqual({
    answer: "pass",
    saw: { cart: null },
  });
});
