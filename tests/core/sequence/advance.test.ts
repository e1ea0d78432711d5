import { describe, expect, test } from "vitest";
import { priorities } from "#core/jobs.ts";
import { advance, priorityOf } from "#core/sequence/advance.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { at } from "../instant.ts";

const when = { now: at("2026-03-07T17:00:00Z"), timezone: "America/New_York" };
const series = definitionOf({ steps: [say("hello"), pause("pause", 1, "days"), { ...say("news"), onError: "continue" }, say("bye")] });

describe("from a step that ended", () => {
  test.for([
    ["hello", "done", { kind: "next", stepId: "pause", dueAt: at("2026-03-08T16:00:00Z") }],
    ["pause", "done", { kind: "next", stepId: "news", dueAt: when.now }],
    ["news", "done", { kind: "next", stepId: "bye", dueAt: when.now }],
    ["bye", "done", { kind: "ended", status: "completed" }],
    ["hello", "failed", { kind: "ended", status: "failed" }],
    ["news", "failed", { kind: "next", stepId: "bye", dueAt: when.now }],
    ["bye", "failed", { kind: "ended", status: "failed" }],
    ["gone", "done", { kind: "ended", status: "completed" }],
    ["gone", "failed", { kind: "ended", status: "failed" }],
  ] as const)("%s, %s: %j", ([stepId, result, expected]) => {
    expect(advance(series, stepId, result, when)).toEqual(expected);
  });

  test("a last one that failed completes, if failing does not matter", () => {
    expect(advance(definitionOf({ steps: [{ ...say("only"), onError: "continue" }] }), "only", "failed", when)).toEqual({ kind: "ended", status: "completed" });
  });

  test("a pause is counted in the customer's days", () => {
    expect(advance(series, "hello", "done", { ...when, timezone: "America/Phoenix" })).toMatchObject({ dueAt: at("2026-03-08T17:00:00Z") });
  });
});

test("every sequence comes to an end, step by step", () => {
  const walked = ["hello"];
  for (let next = advance(series, "hello", "done", when); next.kind === "next"; next = advance(series, next.stepId, "done", when)) walked.push(next.stepId);
  expect(walked).toEqual(series.steps.map(({ id }) => id));
});

test("a text about an order goes before marketing", () => {
  expect(priorityOf({ kind: "transactional" })).toBe(priorities.critical);
  expect(priorityOf({ kind: "marketing" })).toBe(priorities.normal);
});
