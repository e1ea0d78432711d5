import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeFrom, NO_RESULTS, ratiosOf, sumResults, type Results } from "#core/analytics/results.ts";
import { priceOfCredit } from "#core/credits/packs.ts";

const price = { amount: 0.02, currency: "USD" };
const usd = (net: string, gross = net) => [{ currency: "USD", net, gross }];

describe("figures that follow from results", () => {
  test.for<[fact: string, results: Partial<Results>, ratios: object]>([
    [
      "are of the texts that were sent",
      { sent: 200, delivered: 190, clicked: 20, optOuts: 1, credits: 250, orders: 4, earned: usd("100", "120") },
      {
        deliveredRate: 0.95,
        clickRate: 0.1,
        optOutRate: 0.005,
        earnedPerText: { currency: "USD", amount: 0.5 },
        cost: { amount: 5, currency: "USD" },
        returnOnCost: 20,
      },
    ],
    [
      "are unknown where nothing was sent",
      {},
      { deliveredRate: null, clickRate: null, optOutRate: null, earnedPerText: null, returnOnCost: null },
    ],
    ["return nothing where nothing was earned", { sent: 1, credits: 1 }, { returnOnCost: 0, earnedPerText: null }],
    [
      "compare no amounts of different currencies",
      { sent: 1, credits: 1, earned: [{ currency: "EUR", net: "5", gross: "5" }] },
      { returnOnCost: null, earnedPerText: { currency: "EUR", amount: 5 } },
    ],
  ])("%s", ([, results, ratios]) => {
    expect(ratiosOf({ ...NO_RESULTS, ...results }, price)).toMatchObject(ratios);
  });

  test("change from an earlier value, where there was one", () => {
    expect([changeFrom(4, 5), changeFrom(4, 2), changeFrom(0, 2), changeFrom(null, 2), changeFrom(2, null)]).toEqual([
      0.25,
      -0.5,
      null,
      null,
      null,
    ]);
  });
});

test("a sum is the same however it is cut, exact to the cent", () => {
  const cents = fc.integer({ min: 0, max: 10_000_00 });
  const part = fc.record({
    sent: fc.nat(100),
    orders: fc.nat(5),
    net: cents,
    currency: fc.constantFrom("USD", "EUR"),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), fc.nat(20), (given, cut) => {
      const parts = given.map(({ sent, orders, net, currency }) => ({
        sent,
        orders,
        earned: [{ currency, net: (net / 100).toFixed(2), gross: (net / 100).toFixed(2) }],
      }));
      const whole = sumResults(parts);
      expect(whole.sent).toBe(given.reduce((sum, { sent }) => sum + sent, 0));
      for (const { currency, net } of whole.earned)
        expect(Math.round(100 * Number(net))).toBe(
          given.filter((one) => one.currency === currency).reduce((sum, one) => sum + one.net, 0),
        );
      const twoSteps = sumResults([sumResults(parts.slice(0, cut)), sumResults(parts.slice(cut))]);
      expect({ ...twoSteps, earned: new Set(twoSteps.earned.map(({ net }) => Number(net))) }).toEqual({
        ...whole,
        earned: new Set(whole.earned.map(({ net }) => Number(net))),
      });
    }),
  );
});

test("a credit costs what the shop paid, or what the smallest pack costs", () => {
  expect(priceOfCredit([])).toEqual({ amount: 0.02, currency: "USD" });
  expect(
    priceOfCredit([
      { credits: 500, price: "10.00", currency: "USD" },
      { credits: 10_000, price: "150.00", currency: "EUR" },
    ]),
  ).toEqual({ amount: 0.015, currency: "EUR" });
});
