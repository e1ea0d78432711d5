import { describe, expect, test } from "vitest";
import { NO_PIECES, canvasPiecesOf } from "#components/automations/editor/canvas/pieces.ts";
import { layOut } from "#components/automations/editor/layout.ts";
import { availableFieldsOf } from "#core/automations/cross-check.ts";
import { changeStep, moveSteps, removeSteps } from "#core/automations/edit/tree.ts";
import { steps } from "#tests/core/automations/edit/steps.ts";

const FLOW = steps(["a", ["f", ["b"], ["c", "d"]], "e"]);
const A = { within: [], at: 0, count: 1 };

describe("of what the flow is drawn of, only what has changed is made anew", () => {
  const before = canvasPiecesOf(layOut(FLOW), true, NO_PIECES);
  const after = (next: typeof FLOW, draggable = true) => canvasPiecesOf(layOut(next), draggable, before);
  const anew = ({ drawn }: typeof before) =>
    [...drawn].filter(([key, one]) => before.drawn.get(key) !== one).map(([key]) => key);

  test("where a text is written, the step itself; the canvas is handed what it has", () => {
    const typed = after(changeStep(FLOW, A, (step) => ({ ...step, config: { body: "Hi" } })));
    expect(anew(typed)).toEqual(["step:a"]);
    expect(typed.nodes).toBe(before.nodes);
    expect(typed.edges).toBe(before.edges);
  });

  test("where a step within an arm changes, what it hangs from too", () => {
    const typed = after(
      changeStep(FLOW, { within: [{ step: 1, arm: 1 }], at: 0 }, (step) => ({ ...step, name: "New" })),
    );
    expect(anew(typed)).toEqual(["step:f", "arm:f:arm0", "arm:f:arm1", "step:c"]);
    expect(typed.nodes).toBe(before.nodes);
  });

  test("where a step goes, what lies below it", () => {
    const gone = after(removeSteps(FLOW, A));
    expect(gone.nodes).not.toBe(before.nodes);
    expect(gone.nodes[0]).toBe(before.nodes[0]);
    expect(anew(gone)).toContain("step:e");
  });

  test("where nothing may be dragged any more, the steps", () => {
    const kept = after(FLOW, false);
    expect(kept.nodes.filter((node, at) => node !== before.nodes[at]).map(({ id }) => id)).toEqual([
      "step:a",
      "step:f",
      "step:b",
      "step:c",
      "step:d",
      "step:e",
    ]);
    expect(kept.edges).toBe(before.edges);
  });

  test("and it is what would be drawn from nothing", () => {
    const moved = moveSteps(FLOW, A, { within: [], at: 3 });
    expect(after(moved)).toEqual(canvasPiecesOf(layOut(moved), true, NO_PIECES));
  });
});

test("what may be named is one list wherever it is the same, so that nothing is drawn anew for it", () => {
  const { atStep, atEntry } = availableFieldsOf("order_created", [
    ...FLOW,
    { id: "code", type: "create_discount", config: {} },
    { id: "out", type: "exit", config: {} },
  ]);
  expect(new Set([...atStep].filter(([path]) => path !== "steps.4").map(([, offered]) => offered))).toEqual(
    new Set([atEntry]),
  );
  expect(atStep.get("steps.4")?.map(({ path }) => path)).toContain("discount.code");
});
