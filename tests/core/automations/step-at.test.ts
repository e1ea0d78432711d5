import { expect, test } from "vitest";
import { stepAt } from "#core/automations/step-at.ts";

const document = {
  steps: [{ id: "a" }, { id: "fork", arms: [{ id: "way", steps: [{ id: "inner", config: {} }, {}] }] }],
};

test.for([
  ["steps.0", "a"],
  ["steps.0.config.body", "a"],
  ["steps.1.arms.0", "fork"],
  ["steps.1.arms.0.steps.0.config.body", "inner"],
  ["steps.1.arms.0.steps.1", null],
  ["steps", null],
  ["steps.7.config", null],
  ["trigger.config", null],
  ["", null],
] as const)("a problem at “%s” lies in the step %s", ([path, step]) => {
  expect(stepAt(document, path)).toBe(step);
});

test("a document of another shape has no steps", () => {
  for (const odd of [null, 7, "steps", [], { steps: "none" }]) expect(stepAt(odd, "steps.0.id")).toBeNull();
});
