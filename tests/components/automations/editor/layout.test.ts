import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOut, type Drawn } from "#components/automations/editor/layout.ts";
import { stopsOf, nextStop, type CanvasKey } from "#components/automations/editor/canvas-keys.ts";
import { readDraft } from "#core/automations/edit/draft.ts";
import { insertPositions, pathOfPosition } from "#core/automations/edit/place.ts";
import { steps } from "#tests/core/automations/edit/steps.ts";
import { anyDocument } from "#tests/core/automations/any-definition.ts";

const FLOW = steps(["a", ["f", ["b"], ["c", "d"]], "e"]);
const keysOf = (drawn: readonly Drawn[]) => drawn.map(({ key }) => key);
const overlap = (one: Drawn, other: Drawn) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe("a flow is drawn from the trigger down", () => {
  const { drawn, lines, width } = layOut(FLOW);
  const at = (key: string) =>
    drawn.find((one) => one.key === key) ?? { x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN };

  test("in reading order, with a place for a step between any two and at each arm's end", () => {
    expect(keysOf(drawn)).toEqual([
      "trigger",
      "gap:steps.0",
      "step:a",
      "gap:steps.1",
      "step:f",
      "arm:f:arm0",
      "gap:steps.1.arms.0.steps.0",
      "step:b",
      "gap:steps.1.arms.0.steps.1",
      "arm:f:arm1",
      "gap:steps.1.arms.1.steps.0",
      "step:c",
      "gap:steps.1.arms.1.steps.1",
      "step:d",
      "gap:steps.1.arms.1.steps.2",
      "gap:steps.2",
      "step:e",
      "gap:steps.3",
      "end",
    ]);
  });

  test("an arm a column, left to right, and all go on below the deepest", () => {
    expect(at("step:b").x).toBeLessThan(at("step:c").x);
    expect(at("step:b").y).toBe(at("step:c").y);
    expect(at("step:d").x).toBe(at("step:c").x);
    expect(at("step:e").y).toBeGreaterThan(at("step:d").y);
    expect(lines.filter(({ to }) => to === "gap:steps.2").map(({ from }) => from)).toEqual([
      "gap:steps.1.arms.0.steps.1",
      "gap:steps.1.arms.1.steps.2",
    ]);
  });

  test("the trunk in the middle", () => {
    for (const key of ["trigger", "step:a", "step:f", "step:e", "end"])
      expect(at(key).x + at(key).width / 2).toBe(width / 2);
  });
});

test("a step that ends the flow leads nowhere, and its arm does not go on", () => {
  const [, fork] = steps(["a", ["f", [], ["c"]]]);
  const leave = { id: "out", type: "exit", config: {} };
  const arms = fork?.arms?.map((arm, at) => (at === 0 ? { ...arm, steps: [leave] } : arm));
  const { lines, drawn } = layOut(fork ? [{ ...fork, arms }] : []);
  expect(keysOf(drawn)).toContain("left:out");
  expect(keysOf(drawn)).not.toContain("gap:steps.0.arms.0.steps.1");
  expect(lines.filter(({ to }) => to === "gap:steps.1")).toEqual([
    { from: "gap:steps.0.arms.1.steps.1", to: "gap:steps.1" },
  ]);
});

test("no flow is drawn over itself, each thing has a key of its own, and lines lead from one thing to another", () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const draft = readDraft(document);
      const { drawn, lines } = layOut(draft?.steps ?? []);
      const keys = new Set(keysOf(drawn));
      expect(keys.size).toBe(drawn.length);
      for (const [index, one] of drawn.entries())
        for (const other of drawn.slice(index + 1))
          expect(overlap(one, other) && `${one.key} ${other.key}`).toBe(false);
      for (const { from, to } of lines) expect([keys.has(from), keys.has(to)]).toEqual([true, true]);
    }),
    { numRuns: 50 },
  );
});

test("every place is drawn, but those that nobody can come to at the end of an arm", () => {
  const drawnGaps = keysOf(layOut(FLOW).drawn).filter((key) => key.startsWith("gap:"));
  expect(drawnGaps.toSorted()).toEqual(
    insertPositions(FLOW)
      .map((place) => `gap:${pathOfPosition(place)}`)
      .toSorted(),
  );
});

describe("arrow keys walk", () => {
  const stops = stopsOf(layOut(FLOW).drawn, true);
  test.for([
    ["trigger", "ArrowDown", "gap:steps.0"],
    ["gap:steps.0", "ArrowUp", "trigger"],
    ["trigger", "ArrowUp", null],
    ["step:f", "ArrowRight", "arm:f:arm0"],
    ["arm:f:arm0", "ArrowRight", "arm:f:arm1"],
    ["step:b", "ArrowRight", "arm:f:arm1"],
    ["arm:f:arm1", "ArrowRight", null],
    ["step:d", "ArrowLeft", "arm:f:arm1"],
    ["arm:f:arm1", "ArrowLeft", "arm:f:arm0"],
    ["arm:f:arm0", "ArrowLeft", "step:f"],
    ["step:a", "ArrowLeft", null],
    ["step:d", "Home", "trigger"],
    ["step:a", "End", "gap:steps.3"],
  ] as const)("from %s by %s to %s", ([from, key, to]) => {
    expect(nextStop(stops, from, key satisfies CanvasKey)).toBe(to);
  });

  test("past the places between, for who may not put anything there", () => {
    expect(nextStop(stopsOf(layOut(FLOW).drawn, false), "trigger", "ArrowDown")).toBe("step:a");
  });
});
