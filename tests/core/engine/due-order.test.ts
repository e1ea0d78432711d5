import { expect, test } from "vitest";
import { priorities } from "#core/operations/jobs.ts";
import { compareDue } from "#core/engine/due-order.ts";
import { at } from "../instant.ts";

test("steps due together run by priority, then due time, then entry", () => {
  const ten = at("2026-03-02T10:00:00Z");
  const [first, second] = ["019caf10-5c9d-7000-8000-67b52e3d19d8", "019caf10-5c9d-7000-8000-6913955ea48e"];
  const line = [
    { priority: priorities.critical, dueAt: ten.subtract({ minutes: 1 }), sequenceId: second },
    { priority: priorities.critical, dueAt: ten, sequenceId: first },
    { priority: priorities.normal, dueAt: ten.subtract({ minutes: 2 }), sequenceId: second },
    { priority: priorities.normal, dueAt: ten, sequenceId: first },
    { priority: priorities.normal, dueAt: ten, sequenceId: second },
  ];
  expect(line.toReversed().sort(compareDue)).toEqual(line);
  for (const one of line) expect(compareDue(one, one)).toBe(0);
});
