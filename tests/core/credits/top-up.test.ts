import { describe, expect, test } from "vitest";
import { packOf } from "#core/credits/packs.ts";
import {
  chargedInPeriod,
  fellUnderTopUp,
  mayTopUp,
  nextChargeAt,
  refusalOf,
  topUpState,
  type ChargedPlan,
  type LastTopUp,
  type TopUpState,
} from "#core/credits/top-up.ts";
import { Temporal } from "#core/time/time.ts";

const now = Temporal.Instant.from("2026-12-01T12:00:00Z");
const rule = { below: 100, packKey: "credits-500", mostPerMonth: 50 };
const plan: ChargedPlan = {
  status: "active",
  cappedAmount: "50.00",
  balanceUsed: "0.00",
  periodEnd: now.add({ hours: 24 }),
};
const pack = packOf("credits-500");
const last = (change: Partial<LastTopUp>): LastTopUp => ({ isPending: false, problem: null, at: now, ...change });

describe("automatic top-ups", () => {
  test.for<[fact: string, facts: Partial<Parameters<typeof topUpState>[0]>, state: TopUpState]>([
    ["are off without a rule", { rule: null }, "off"],
    ["wait for an approval", { plan: null }, "not_approved"],
    ["wait for the one that was asked for", { plan: { ...plan, status: "pending" } }, "pending"],
    ["stop where the shop is frozen", { plan: { ...plan, status: "frozen" } }, "frozen"],
    ["stop where the approval has ended", { plan: { ...plan, status: "cancelled" } }, "cancelled"],
    ["wait for the charges since a restored copy", { chargesAreRead: false }, "restored"],
    ["stop where the pack is not sold", { pack: null }, "pack_gone"],
    ["go on up to the cap", { plan: { ...plan, balanceUsed: "40.00" } }, "on"],
    ["stop at the cap", { plan: { ...plan, balanceUsed: "40.01" } }, "cap_reached"],
    [
      "stop at the merchant's own limit",
      { rule: { ...rule, mostPerMonth: 20 }, plan: { ...plan, balanceUsed: "11.00" } },
      "cap_reached",
    ],
    ["begin again with the next period", { plan: { ...plan, balanceUsed: "50.00", periodEnd: now } }, "on"],
    [
      "say that the cap is near",
      { plan: { ...plan, cappedAmount: "500.00", balanceUsed: "460.00" }, rule: { ...rule, mostPerMonth: 500 } },
      "cap_near",
    ],
    ["charge again what has no answer", { last: last({ isPending: true, problem: "no_answer" }) }, "retrying"],
    ["pause after a refusal", { last: last({ problem: "refused" }) }, "refused"],
    ["are tried again an hour after it", { last: last({ problem: "refused", at: now.subtract({ hours: 1 }) }) }, "on"],
  ])("%s", ([, facts, state]) => {
    expect(topUpState({ rule, plan, pack, last: null, chargesAreRead: true, now, ...facts })).toBe(state);
  });

  test("begin only where they are on", () => {
    const states: TopUpState[] = [
      "off",
      "pending",
      "frozen",
      "cancelled",
      "cap_reached",
      "refused",
      "retrying",
      "cap_near",
      "on",
    ];
    expect(states.filter(mayTopUp)).toEqual(["cap_near", "on"]);
  });

  test("are reminded of as the balance falls under the level, once", () => {
    expect(fellUnderTopUp(rule, 100, 99)).toBe(true);
    expect(fellUnderTopUp(rule, 99, 98)).toBe(false);
    expect(fellUnderTopUp(null, 100, 0)).toBe(false);
  });
});

test("what was charged in an earlier period counts no more", () => {
  expect(chargedInPeriod({ ...plan, balanceUsed: "12.00" }, now)).toBe("12.00");
  expect(chargedInPeriod({ ...plan, balanceUsed: "12.00", periodEnd: now }, now)).toBe("0.00");
});

test.for([
  ["Total price exceeds balance remaining", "cap_reached"],
  ["price: exceeds capped amount", "cap_reached"],
  ["Subscription is not active", "not_active"],
  ["App subscription is frozen", "not_active"],
  ["Price must be positive", "refused"],
] as const)("Shopify's “%s” is read as %s", ([detail, problem]) => {
  expect(refusalOf(detail)).toBe(problem);
});

test("a call without an answer is made again later each time, or when Shopify says", () => {
  const minutes = [1, 2, 3, 4, 9].map((attempts) => nextChargeAt(attempts, now).since(now).total("minutes"));
  expect(minutes).toEqual([1, 5, 15, 60, 60]);
  expect(nextChargeAt(1, now, 600).since(now).total("minutes")).toBe(10);
});
