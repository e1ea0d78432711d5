import { describe, expect, test } from "vitest";
import { cartRule } from "#core/sending/guards/timing.ts";
import { dueFacts, NOON } from "./facts.ts";

const draft = { body: "Hello" };
const cart = (hoursAgo: number, remindedHoursAgo: number | null = null) => ({
  token: "c-1",
  abandonedAt: NOON.subtract({ hours: hoursAgo }),
  remindedAt: remindedHoursAgo === null ? null : NOON.subtract({ hours: remindedHoursAgo }),
});

describe("a reminder of a cart", () => {
  test.for([
    ["left an hour ago goes", cart(1), "pass", undefined],
    ["left 48 hours ago goes", cart(48), "pass", undefined],
    ["left 49 hours ago is too late", cart(49), "skip", "stale_event"],
    ["that had one is not repeated", cart(5, 4), "skip", "cart_already_reminded"],
    ["that had one long ago is not repeated", cart(90, 80), "skip", "cart_already_reminded"],
  ] as const)("%s", ([, facts, answer, reason]) => {
    expect(cartRule.check(dueFacts({ cart: facts }), draft)).toMatchObject({
      answer,
      ...(reason && { reason }),
      rule: "cart-once-within-48h@2026-11",
      saw: { cart: "c-1", left_at: facts.abandonedAt.toString() },
    });
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
