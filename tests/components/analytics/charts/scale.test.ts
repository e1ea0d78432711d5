import { expect, test } from "vitest";
import { axisTop, labelled } from "#components/analytics/charts/scale.ts";

test.for([
  [0, 1],
  [1, 1],
  [3, 5],
  [7, 10],
  [10, 10],
  [11, 20],
  [499, 500],
  [501, 1_000],
] as const)("an axis that must hold %i ends at %i", ([highest, top]) => {
  expect(axisTop(highest)).toBe(top);
});

test("few labels are all written, of many the first, the last and some between", () => {
  expect(labelled(3, 5)).toEqual([0, 1, 2]);
  expect(labelled(90, 4)).toEqual([0, 30, 59, 89]);
});
