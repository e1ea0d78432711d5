import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leavesOf } from "#core/conditions/fields-of.ts";
import { groupOf, isBuildable, isLeaf, writeGroup } from "#core/conditions/groups.ts";
import { checkCondition, evaluate, type Condition } from "#core/conditions/index.ts";
import {
  addPart,
  changeParts,
  duplicatePart,
  movePart,
  movesOf,
  partAt,
  removePart,
  replacePart,
  type Address,
  type Move,
} from "#core/conditions/rearrange.ts";
import { problemsBelow } from "#core/problem.ts";
import { offered } from "./scenarios.ts";
import { aCondition, aScope } from "./world.ts";

const ask = (field: string): Condition => ({ field, op: "is_set" });
const [a, b, c, d] = [ask("a"), ask("b"), ask("c"), ask("d")] as const;

describe("a condition as groups", () => {
  test.for<[Condition | undefined, string, readonly Condition[], string[]]>([
    [undefined, "all", [], []],
    [a, "all", [a], [""]],
    [{ all: [a, b] }, "all", [a, b], ["all.0", "all.1"]],
    [{ any: [a] }, "any", [a], ["any.0"]],
    [{ not: { any: [a, b] } }, "none", [a, b], ["not.any.0", "not.any.1"]],
    [{ not: { all: [a, b] } }, "not_all", [a, b], ["not.all.0", "not.all.1"]],
    [{ not: a }, "none", [a], ["not"]],
    [{ not: { not: a } }, "none", [{ not: a }], ["not"]],
  ])("%j is %s of its parts", ([condition, kind, parts, places]) => {
    const group = groupOf(condition);
    expect(group).toMatchObject({ kind, parts });
    expect(parts.map((_, at) => group.placeOf(at))).toEqual(places);
  });

  test.for<[unknown, boolean]>([
    [a, true],
    [{ all: [a, { not: { any: [] } }] }, true],
    [{ field: "", op: "" }, true],
    [{ all: "x" }, false],
    [{ all: [a, null] }, false],
    [{ not: 3 }, false],
    [{ field: "a" }, false],
    ["always", false],
    [{}, false],
  ])("%j can be built on: %s", ([document, buildable]) => {
    expect(isBuildable(document)).toBe(buildable);
  });

  test("written again it means the same", () => {
    fc.assert(
      fc.property(aCondition, aScope, (condition, scope) => {
        const { kind, parts } = groupOf(condition);
        expect(evaluate(writeGroup(kind, parts), scope).match).toBe(evaluate(condition, scope).match);
      }),
    );
  });

  test("the problems of a part are found where the part stands", () => {
    const condition: Condition = { not: { any: [a, { all: [b] }] } };
    const problems = checkCondition(condition, offered);
    const { parts, placeOf } = groupOf(condition);
    expect(parts.map((_, at) => problemsBelow(problems, placeOf(at)).map(({ path }) => path))).toEqual([
      ["field"],
      ["all.0.field"],
    ]);
  });
});

describe("parts are", () => {
  test("added at the end of their group", () => {
    expect(addPart(undefined, [], a)).toEqual({ condition: { all: [a] }, at: [0] });
    expect(addPart(a, [], b)).toEqual({ condition: { all: [a, b] }, at: [1] });
    expect(addPart({ all: [a, { any: [b] }] }, [1], c)).toEqual({
      condition: { all: [a, { any: [b, c] }] },
      at: [1, 1],
    });
  });

  test("removed, and a group that is left empty with them", () => {
    expect(removePart({ all: [a, { any: [b] }] }, [1, 0])).toEqual({ all: [a] });
    expect(removePart({ all: [{ not: { any: [{ all: [a] }] } }] }, [0, 0, 0])).toBeUndefined();
  });

  test("replaced, and everything beside them stays as it is", () => {
    const beside: Condition = { not: d };
    expect(replacePart({ any: [a, beside] }, [0], c)).toEqual({ any: [c, beside] });
  });

  test("copied behind themselves, as things of their own", () => {
    const condition: Condition = { all: [{ any: [a, b] }, c] };
    const copied = duplicatePart(condition, [0]);
    expect(copied).toEqual({ condition: { all: [{ any: [a, b] }, { any: [a, b] }, c] }, at: [1] });
    expect(partAt(copied.condition, [1])).not.toBe(partAt(copied.condition, [0]));
  });

  test.for<[string, Condition, Address, Move, Condition, Address]>([
    ["up", { all: [a, b, c] }, [2], "up", { all: [a, c, b] }, [1]],
    ["down", { all: [a, b, c] }, [0], "down", { all: [b, a, c] }, [1]],
    ["into the group above", { all: [{ any: [a] }, b] }, [1], "into_above", { all: [{ any: [a, b] }] }, [0, 1]],
    ["into the group below", { all: [a, { any: [b] }] }, [0], "into_below", { all: [{ any: [a, b] }] }, [0, 0]],
    ["out of their group", { all: [{ any: [a, b] }, c] }, [0, 0], "out", { all: [{ any: [b] }, a, c] }, [1]],
    ["out of a group that ends with that", { all: [{ any: [a] }, c] }, [0, 0], "out", { all: [a, c] }, [0]],
  ])("moved %s", ([, condition, from, move, moved, at]) => {
    expect(movePart(condition, from, move)).toEqual({ condition: moved, at });
  });

  test("moved only where there is a way", () => {
    expect(movesOf({ all: [a] }, [0])).toEqual([]);
    expect(movesOf({ all: [a, { any: [b] }] }, [0])).toEqual(["down", "into_below"]);
    expect(movesOf({ all: [a, { any: [b, c] }] }, [1, 1])).toEqual(["up", "out"]);
    expect(movePart({ all: [a] }, [0], "up")).toEqual({ condition: { all: [a] }, at: [0] });
  });
});

test("however parts are moved, every question is kept, and the moved part is where it is said to be", () => {
  fc.assert(
    fc.property(aCondition, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (start, picks) => {
      let condition: Condition | undefined = changeParts(start, [], (parts) => parts);
      const asked = (of: Condition | undefined) =>
        of
          ? leavesOf(of)
              .map((leaf) => JSON.stringify(leaf))
              .toSorted()
          : [];
      for (const pick of picks) {
        const addresses = addressesOf(condition);
        const from = addresses[pick % (addresses.length || 1)];
        if (!from) return;
        const moves = movesOf(condition, from);
        const move = moves[pick % (moves.length || 1)];
        if (!move) continue;
        const part = partAt(condition, from);
        const moved = movePart(condition, from, move);
        expect(asked(moved.condition)).toEqual(asked(condition));
        expect(partAt(moved.condition, moved.at)).toEqual(part);
        condition = moved.condition;
      }
    }),
  );
});

const addressesOf = (condition: Condition | undefined, above: Address = []): Address[] =>
  groupOf(condition).parts.flatMap((part, at) => [
    [...above, at],
    ...(isLeaf(part) ? [] : addressesOf(part, [...above, at])),
  ]);
