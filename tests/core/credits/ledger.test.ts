import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coveredBy, appendMovement, isTopUp, refund, release, reserve, settle } from "#core/credits/ledger.ts";
import { someBooks } from "./history.ts";

test("a reservation takes from the balance what it holds; a release gives it back", () => {
  expect(reserve("m1", 3)).toEqual({ type: "reserve", amount: -3, reserved: 3, messageId: "m1" });
  expect(release("m1", 3)).toEqual({ type: "release", amount: 3, reserved: -3, messageId: "m1" });
});

test("a refund gives back what nothing holds any more", () => {
  expect(refund("m1", 3)).toEqual({ type: "refund", amount: 3, reserved: 0, messageId: "m1" });
});

describe("credits come in from outside", () => {
  test.for([
    ["by a grant", "grant", 5, null, true],
    ["by a purchase", "purchase", 5, null, true],
    ["by an adjustment upwards", "adjust", 5, null, true],
    ["not by an adjustment downwards", "adjust", -5, null, false],
    ["not back from a text that was not sent", "release", 5, "m1", false],
    ["not back from one that failed later", "refund", 5, "m1", false],
    ["not by a text that cost less", "settle", 5, "m1", false],
  ] as const)("%s", ([, type, amount, messageId, expected]) => {
    expect(isTopUp({ type, amount, reserved: 0, messageId })).toBe(expected);
  });
});

describe("a reservation of 3 is settled at what was billed", () => {
  test.for([
    ["the same: nothing more moves", 3, 10, 0, undefined],
    ["less: the rest comes back", 1, 10, 2, undefined],
    ["nothing: all comes back", 0, 10, 3, undefined],
    ["more: the difference is taken", 5, 10, -2, undefined],
    ["more than is there: as far as the balance reaches", 9, 2, -2, "billed 9, balance covered 5"],
    ["more than an empty balance covers: only what was held", 5, 0, 0, "billed 5, balance covered 3"],
    ["exactly all that is there", 5, 2, -2, undefined],
  ] as const)("%s", ([, billed, balance, amount, note]) => {
    expect(settle("m1", 3, billed, { balance, reserved: 3 })).toEqual({
      type: "settle",
      amount,
      reserved: -3,
      messageId: "m1",
      ...(note && { note }),
    });
  });
});

describe("the balance pays for texts in their order", () => {
  test.for([
    [[1, 1, 1], 3, [true, true, true]],
    [[1, 1, 1], 2, [true, true, false]],
    [[5, 1], 3, [false, true]],
    [[2, 5, 1], 3, [true, false, true]],
    [[3], 3, [true]],
    [[1], 0, [false]],
    [[], 5, []],
  ] as const)("%j out of %i: %j", ([prices, balance, covered]) => {
    expect(coveredBy(prices, balance)).toEqual(covered);
  });

  test("and never for more than it has", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 })), fc.nat(60), (prices, balance) => {
        const covered = coveredBy(prices, balance);
        const left = balance - prices.reduce((sum, price, index) => sum + (covered[index] ? price : 0), 0);
        expect(left).toBeGreaterThanOrEqual(0);
        prices.forEach((price, index) => {
          if (!covered[index]) expect(price).toBeGreaterThan(left);
        });
      }),
    );
  });
});

test("entries follow one another, each with the balance after it", () => {
  const { entries, end } = appendMovement({ balance: 10, reserved: 2, length: 7 }, [
    reserve("m1", 4),
    release("m0", 2),
  ]);
  expect(entries).toMatchObject([
    { seq: 7, messageId: "m1", balanceAfter: 6, reservedAfter: 6 },
    { seq: 8, messageId: "m0", balanceAfter: 8, reservedAfter: 4 },
  ]);
  expect(end).toEqual({ balance: 8, reserved: 4, length: 9 });
  expect(appendMovement(end, [])).toEqual({ entries: [], end });
});

test("whatever happens to a shop's credits, they never go below zero and always add up", () => {
  fc.assert(
    fc.property(someBooks, ({ entries, shop, messages }) => {
      for (const { balanceAfter, reservedAfter } of entries) {
        expect(balanceAfter).toBeGreaterThanOrEqual(0);
        expect(reservedAfter).toBeGreaterThanOrEqual(0);
      }
      expect(entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(shop.balance);
      expect(entries.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(shop.reserved);
      expect(messages.reduce((sum, { status, credits }) => sum + (status === "sending" ? credits : 0), 0)).toBe(
        shop.reserved,
      );
    }),
    { numRuns: 200 },
  );
});
