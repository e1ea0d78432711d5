import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDefinition } from "#core/automations/definition.ts";
import { idsOf, type DraftStep } from "#core/automations/edit/draft.ts";
import { copySteps } from "#core/automations/edit/new-step.ts";
import {
  blockBetween,
  blockOfOne,
  positionAbove,
  positionBelow,
  insertPositions,
  isWithin,
  pathOfPosition,
  positionedSteps,
  positionInPath,
  stepsAround,
  stepsOfBlock,
  type StepBlock,
  type StepPosition,
} from "#core/automations/edit/place.ts";
import { changeStep, insertSteps, mayMove, moveSteps, removeSteps } from "#core/automations/edit/tree.ts";
import { anyDocument } from "../any-definition.ts";
import { draftOf, sketch, steps, type Sketch } from "./steps.ts";

const FLOW: Sketch = ["a", ["f", ["b", ["g", ["c"], []]], ["d"]], "e"];

const NEW: DraftStep = { id: "x", type: "exit", config: {} };

/** The position at a path. */
function at(path: string): StepPosition {
  const found = positionInPath(path);
  if (!found) throw new Error(`${path} names no place`);
  return found.place;
}

function blockOf(flow: readonly DraftStep[], first: string, last = first): StepBlock {
  const block = blockBetween(flow, first, last);
  if (!block) throw new Error(`${first} and ${last} are no neighbours`);
  return block;
}

describe("a step is put in before what stands at a place:", () => {
  test.for([
    ["steps.0", ["x", "a", ["f", ["b", ["g", ["c"], []]], ["d"]], "e"]],
    ["steps.3", ["a", ["f", ["b", ["g", ["c"], []]], ["d"]], "e", "x"]],
    ["steps.1.arms.1.steps.1", ["a", ["f", ["b", ["g", ["c"], []]], ["d", "x"]], "e"]],
    ["steps.1.arms.0.steps.1.arms.1.steps.0", ["a", ["f", ["b", ["g", ["c"], ["x"]]], ["d"]], "e"]],
  ] as const)("%s", ([path, then]) => {
    expect(sketch(insertSteps(steps(FLOW), at(path), [NEW]))).toEqual(then);
  });
});

describe("a step moves, with all that hangs below it:", () => {
  test.for([
    ["down past its neighbour", "a", "steps.2", [["f", ["b", ["g", ["c"], []]], ["d"]], "a", "e"]],
    ["to the end", "a", "steps.3", [["f", ["b", ["g", ["c"], []]], ["d"]], "e", "a"]],
    ["up", "e", "steps.0", ["e", "a", ["f", ["b", ["g", ["c"], []]], ["d"]]]],
    [
      "into an arm of a step after it, whose place changes by that",
      "a",
      "steps.1.arms.1.steps.1",
      [["f", ["b", ["g", ["c"], []]], ["d", "a"]], "e"],
    ],
    [
      "into an arm within an arm",
      "a",
      "steps.1.arms.0.steps.1.arms.1.steps.0",
      [["f", ["b", ["g", ["c"], ["a"]]], ["d"]], "e"],
    ],
    ["out of its arm", "c", "steps.0", ["c", "a", ["f", ["b", ["g", [], []]], ["d"]], "e"]],
    ["from one arm into the other", "d", "steps.1.arms.0.steps.0", ["a", ["f", ["d", "b", ["g", ["c"], []]], []], "e"]],
    ["a whole fork", "g", "steps.1.arms.1.steps.0", ["a", ["f", ["b"], [["g", ["c"], []], "d"]], "e"]],
  ] as const)("%s", ([, id, to, then]) => {
    const flow = steps(FLOW);
    expect(sketch(moveSteps(flow, blockOf(flow, id), at(to)))).toEqual(then);
  });

  test.for([
    ["into itself", "f", "steps.1.arms.0.steps.0"],
    ["into an arm below it", "f", "steps.1.arms.0.steps.1.arms.1.steps.0"],
    ["to where it stands", "a", "steps.0"],
    ["to right behind itself", "a", "steps.1"],
  ] as const)("but not %s", ([, id, to]) => {
    const flow = steps(FLOW);
    const from = blockOf(flow, id);
    expect(mayMove(flow, from, at(to))).toBe(false);
    expect(moveSteps(flow, from, at(to))).toEqual(flow);
  });

  test.for([
    ["a", null, "steps.2"],
    ["f", "steps.0", "steps.3"],
    ["b", "steps.1", "steps.1.arms.0.steps.2"],
    ["g", "steps.1.arms.0.steps.0", "steps.2"],
    ["c", "steps.1.arms.0.steps.1", "steps.1.arms.0.steps.2"],
    ["e", "steps.1", null],
  ] as const)("one up and one down, out of its arm at the ends of it: %s", ([id, up, down]) => {
    const flow = steps(FLOW);
    const from = blockOf(flow, id);
    const pathOf = (place: StepPosition | null) => place && pathOfPosition(place);
    expect([pathOf(positionAbove(from)), pathOf(positionBelow(flow, from))]).toEqual([up, down]);
  });
});

describe("several neighbours move together:", () => {
  test.for([
    ["down", "a", "f", "steps.3", ["e", "a", ["f", ["b", ["g", ["c"], []]], ["d"]]]],
    ["up", "f", "e", "steps.0", [["f", ["b", ["g", ["c"], []]], ["d"]], "e", "a"]],
    ["out of their arm", "b", "g", "steps.3", ["a", ["f", [], ["d"]], "e", "b", ["g", ["c"], []]]],
    ["into the other arm", "g", "b", "steps.1.arms.1.steps.0", ["a", ["f", [], ["b", ["g", ["c"], []], "d"]], "e"]],
  ] as const)("%s", ([, first, last, to, then]) => {
    const flow = steps(FLOW);
    expect(sketch(moveSteps(flow, blockOf(flow, first, last), at(to)))).toEqual(then);
  });

  test("but not into one of themselves, nor to a place between them", () => {
    const flow = steps(FLOW);
    for (const to of ["steps.1.arms.1.steps.0", "steps.0", "steps.1", "steps.2"])
      expect(mayMove(flow, blockOf(flow, "a", "f"), at(to))).toBe(false);
  });

  test("steps of two lists are no neighbours", () => {
    expect([blockBetween(steps(FLOW), "b", "d"), blockBetween(steps(FLOW), "a", "b")]).toEqual([null, null]);
  });
});

test("a problem's path gives the innermost step and the path within it", () => {
  expect(positionInPath("steps.1.arms.0.steps.2.config.body")).toEqual({
    place: { within: [{ step: 1, arm: 0 }], at: 2 },
    rest: "config.body",
  });
  expect(positionInPath("steps.1.arms.0.when.all.0")).toEqual({
    place: { within: [], at: 1 },
    rest: "arms.0.when.all.0",
  });
  expect(positionInPath("steps.3")).toEqual({ place: { within: [], at: 3 }, rest: "" });
  expect([positionInPath("steps"), positionInPath("conditions.all.0"), positionInPath("")]).toEqual([null, null, null]);
});

test("a place lies in a step whose arms lead there, and in no other", () => {
  const deep = at("steps.1.arms.0.steps.1.arms.1.steps.0");
  expect(
    [at("steps.1"), at("steps.1.arms.0.steps.1"), at("steps.0"), at("steps.1.arms.1.steps.1"), deep].map((outer) =>
      isWithin(deep, blockOfOne(outer)),
    ),
  ).toEqual([true, true, false, false, false]);
});

const aDraft = anyDocument.map(draftOf);
/** A draft with some neighbouring steps of it and an insert position. */
const aMove = aDraft.chain((draft) =>
  fc.record({
    draft: fc.constant(draft),
    from: fc.constantFrom(
      ...positionedSteps(draft.steps).flatMap(({ place }) =>
        stepsAround(draft.steps, place)
          .slice(place.at)
          .map((_, further) => ({ ...place, count: further + 1 })),
      ),
    ),
    to: fc.constantFrom(...insertPositions(draft.steps)),
  }),
);
const isSound = (document: unknown): boolean => "definition" in readDefinition(document);
const sorted = (flow: readonly DraftStep[]) => idsOf(flow).toSorted();

describe("of any flow", () => {
  test("moving keeps every step, once, and the moved ones together with what hangs below them", () => {
    fc.assert(
      fc.property(aMove, ({ draft: { steps: flow }, from, to }) => {
        const moved = moveSteps(flow, from, to);
        expect(sorted(moved)).toEqual(sorted(flow));
        const block = stepsOfBlock(flow, from);
        const [first, last] = [block[0]?.id ?? "", block.at(-1)?.id ?? ""];
        const now = blockBetween(moved, first, last);
        expect(now && stepsOfBlock(moved, now)).toEqual(block);
      }),
    );
  });

  test("moving there and back again leaves it as it was", () => {
    fc.assert(
      fc.property(aMove, ({ draft: { steps: flow }, from, to }) => {
        fc.pre(mayMove(flow, from, to));
        const block = stepsOfBlock(flow, from);
        const moved = moveSteps(flow, from, to);
        const now = blockBetween(moved, block[0]?.id ?? "", block.at(-1)?.id ?? "");
        const back = insertPositions(moved).map((gap) => now && moveSteps(moved, now, gap));
        expect(back).toContainEqual(flow);
      }),
      { numRuns: 40 },
    );
  });

  test("inserting and removing steps restores the tree", () => {
    fc.assert(
      fc.property(aMove, ({ draft: { steps: flow }, to }) => {
        expect(removeSteps(insertSteps(flow, to, [NEW, NEW]), { ...to, count: 2 })).toEqual(flow);
      }),
    );
  });

  test("a copy has ids of its own all through, and the flow is as sound as it was", () => {
    fc.assert(
      fc.property(aMove, ({ draft, from }) => {
        const block = stepsOfBlock(draft.steps, from);
        const ids = idsOf(draft.steps);
        const copied = insertSteps(draft.steps, { ...from, at: from.at + from.count }, copySteps(block, new Set(ids)));
        expect(new Set(idsOf(copied)).size).toBe(ids.length + idsOf(block).length);
        expect(isSound({ ...draft, steps: copied })).toBe(isSound(draft));
      }),
    );
  });

  test("changing one step leaves all others", () => {
    fc.assert(
      fc.property(aMove, ({ draft: { steps: flow }, from }) => {
        expect(changeStep(flow, from, (step) => step)).toEqual(flow);
        const changed = changeStep(flow, from, (step) => ({ ...step, name: "Anew" }));
        expect(
          positionedSteps(changed).filter(({ step }, index) => step.name !== positionedSteps(flow)[index]?.step.name)
            .length,
        ).toBeLessThanOrEqual(1);
      }),
    );
  });
});
