import { describe, expect, test } from "vitest";
import { NO_FIGURES, type GroupFigures } from "#core/analytics/group-figures.ts";
import { compareSplit, sharesSince, splitsOf } from "#core/analytics/split-test.ts";
import { definitionOf, say } from "../definitions.ts";
import { at } from "../instant.ts";

type Shares = Record<string, { weight: number; holdout?: boolean }>;
const flow = (arms: Shares, body = "Hello") =>
  definitionOf({
    steps: [
      {
        id: "ab",
        type: "split",
        arms: Object.entries(arms).map(([id, arm]) => ({
          id,
          name: id.toUpperCase(),
          ...arm,
          steps: arm.holdout ? [] : [say(`${id}-text`, body)],
        })),
      },
    ],
  });
const armsOf = (arms: Shares) => splitsOf(flow(arms))[0]?.arms ?? [];

/** So many people, every `nth` of whom spent an amount. */
const group = (people: number, nth: number, amount = 20): GroupFigures => {
  const bought = Math.floor(people / nth);
  return { ...NO_FIGURES, people, bought, y: bought * amount, yy: bought * amount ** 2 };
};

describe("since when the shares of a split hold", () => {
  const halves: Shares = { a: { weight: 1 }, b: { weight: 1 } };
  const thirds: Shares = { a: { weight: 1 }, b: { weight: 2 } };
  const [first, second, third] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"].map(at);
  const version = (createdAt = first, definition: ReturnType<typeof flow> | null = flow(halves)) => ({
    definition,
    createdAt: createdAt ?? at("2026-01-01T00:00:00Z"),
  });
  test.each([
    ["one version", [version(first)], first],
    ["another wording", [version(second, flow(halves, "Hi")), version(first)], first],
    ["other shares", [version(third, flow(thirds)), version(second), version(first)], third],
    ["shares as they were once", [version(third), version(second, flow(thirds)), version(first)], third],
    ["a version that cannot be read in between", [version(third), version(second, null), version(first)], third],
    ["no such split", [version(first, definitionOf())], null],
    ["no version", [], null],
  ])("%s", (_name, versions, since) => {
    expect(sharesSince(versions, "ab")?.toString() ?? null).toBe(since?.toString() ?? null);
  });
});

describe("a split's arms", () => {
  test("that go on are compared together with the holdout, and each with the first", () => {
    const arms = armsOf({ a: { weight: 40 }, b: { weight: 40 }, none: { weight: 20, holdout: true } });
    const figures = new Map([
      ["a", group(4_000, 10)],
      ["b", group(4_000, 5)],
      ["none", group(2_000, 20)],
    ]);
    const { arms: shown, holdout, wordings } = compareSplit(arms, figures, { isOver: true });
    expect(shown.map(({ id, share, isHoldout, people }) => [id, share, isHoldout, people])).toEqual([
      ["a", 0.4, false, 4_000],
      ["b", 0.4, false, 4_000],
      ["none", 0.2, true, 2_000],
    ]);
    // 1,200 of 8,000 bought for 20, against 100 of 2,000.
    expect(holdout).toMatchObject({
      arms: ["a", "b"],
      control: ["none"],
      revenue: { verdict: "caused", perPerson: { value: 3 - 1 } },
      conversion: { verdict: "caused" },
    });
    expect(holdout?.conversion.perPerson.value).toBeCloseTo(0.15 - 0.05, 10);
    expect(holdout?.revenue.total.value).toBeCloseTo(2 * 8_000, 6);
    expect(wordings).toMatchObject([{ arms: ["b"], control: ["a"], revenue: { verdict: "caused" } }]);
  });

  test("without people say that they are too few", () => {
    const { holdout, wordings } = compareSplit(armsOf({ a: { weight: 1 }, b: { weight: 1 } }), new Map(), {
      isOver: false,
    });
    expect(holdout).toBeNull();
    expect(wordings).toMatchObject([{ revenue: { verdict: "too_few" }, conversion: { verdict: "too_few" } }]);
  });

  test("of other sizes than planned show no figure", () => {
    const figures = new Map([
      ["a", group(1_000, 10)],
      ["none", group(400, 10)],
    ]);
    const { holdout } = compareSplit(armsOf({ a: { weight: 90 }, none: { weight: 10, holdout: true } }), figures, {
      isOver: true,
    });
    expect(holdout).toMatchObject({ revenue: { verdict: "unequal" }, conversion: { verdict: "unequal" } });
  });

  test("that are closed are not compared", () => {
    const { arms, holdout, wordings } = compareSplit(
      armsOf({ a: { weight: 1 }, b: { weight: 0 }, none: { weight: 0, holdout: true } }),
      new Map(),
      { isOver: true },
    );
    expect(arms.map(({ id }) => id)).toEqual(["a"]);
    expect(holdout).toBeNull();
    expect(wordings).toEqual([]);
  });
});
