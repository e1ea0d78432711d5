import { describe, expect, test } from "vitest";
import { chooseWinner, type ArmFigures } from "#core/campaigns/choose-winner.ts";
import { planOf } from "./plan-of.ts";

const plan = planOf({
  arms: ["a", "b", "c"].map((id) => ({ id, name: id, body: `Words ${id}. Reply STOP to opt out` })),
  test: { percent: 20, hours: 2, measure: "clicks" },
});
const arm = (id: string, sent: number, clicks: number, orders = 0): ArmFigures => ({ arm: id, sent, clicks, orders });

describe("the winner of a test", () => {
  test.each([
    [
      "is the wording with the highest rate, not the most clicks",
      [arm("a", 1_000, 90), arm("b", 500, 80), arm("c", 500, 20)],
      "b",
      "ahead",
    ],
    [
      "is likely where chance may explain the lead",
      [arm("a", 100, 10), arm("b", 100, 12), arm("c", 100, 9)],
      "b",
      "likely",
    ],
    ["is the first one where none is ahead", [arm("a", 100, 10), arm("b", 100, 10), arm("c", 0, 0)], "a", "tie"],
    ["is the first one where nothing went out", [], "a", "tie"],
  ] as [string, ArmFigures[], string, string][])("%s", (_what, figures, winner, because) => {
    expect(chooseWinner(plan, figures)).toMatchObject({ arm: winner, because, measure: "clicks" });
  });

  test("is decided by orders where the merchant chose them", () => {
    const byOrders = { ...plan, test: { percent: 20, hours: 2, measure: "orders" as const } };
    expect(chooseWinner(byOrders, [arm("a", 500, 90, 5), arm("b", 500, 10, 30)])).toMatchObject({
      arm: "b",
      because: "ahead",
    });
  });

  test("says how probable the difference is by chance", () => {
    // z = 1.97 for 100 and 128 of 1,000.
    expect(chooseWinner(plan, [arm("a", 1_000, 100), arm("b", 1_000, 128)]).p).toBeCloseTo(0.0488, 3);
  });

  test("is never a wording that only the merchant's own share of nothing got", () => {
    const without = { ...plan, arms: plan.arms.map((each, at) => ({ ...each, share: at === 0 ? 0 : 50 })) };
    expect(chooseWinner(without, [arm("a", 10, 10), arm("b", 10, 1)]).arm).toBe("b");
  });
});
