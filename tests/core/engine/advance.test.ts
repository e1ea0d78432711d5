import { describe, expect, test } from "vitest";
import { priorities } from "#core/operations/jobs.ts";
import { advance, beginSequence, priorityOf } from "#core/engine/advance.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { at } from "../instant.ts";

const when = {
  now: at("2026-03-07T17:00:00Z"),
  timezone: "America/New_York",
  shopTimezone: "America/New_York",
  values: {},
};
const series = definitionOf({
  steps: [
    say("hello"),
    pause("pause", 1, "days"),
    { ...say("news"), onError: "continue" },
    { ...say("bye"), onError: { retry: 2, then: "continue" } },
    say("last"),
  ],
});
const completed = { kind: "ended", status: "completed", because: null };
const failed = { kind: "ended", status: "failed", because: null };

describe("from a step that ended", () => {
  test.for([
    ["hello", { kind: "done" }, { kind: "next", stepId: "pause", dueAt: at("2026-03-08T16:00:00Z") }],
    ["pause", { kind: "done" }, { kind: "next", stepId: "news", dueAt: when.now }],
    ["news", { kind: "done" }, { kind: "next", stepId: "bye", dueAt: when.now }],
    ["last", { kind: "done" }, completed],
    ["hello", { kind: "failed" }, failed],
    ["news", { kind: "failed" }, { kind: "next", stepId: "bye", dueAt: when.now }],
    ["bye", { kind: "failed" }, { kind: "next", stepId: "last", dueAt: when.now }],
    ["last", { kind: "failed" }, failed],
    ["hello", { kind: "left" }, { kind: "ended", status: "completed", because: "left" }],
    ["gone", { kind: "done" }, { kind: "ended", status: "failed", because: "step_missing" }],
    ["gone", { kind: "failed" }, { kind: "ended", status: "failed", because: "step_missing" }],
  ] as const)("%s, %j: %j", ([stepId, result, expected]) => {
    expect(advance(series, stepId, result, when)).toEqual(expected);
  });

  test("a last one that failed completes, if failing does not matter", () => {
    expect(
      advance(definitionOf({ steps: [{ ...say("only"), onError: "continue" }] }), "only", { kind: "failed" }, when),
    ).toEqual(completed);
  });

  test("a pause is counted in the customer's days", () => {
    expect(advance(series, "hello", { kind: "done" }, { ...when, timezone: "America/Phoenix" })).toMatchObject({
      dueAt: at("2026-03-08T17:00:00Z"),
    });
  });
});

describe("from a step with arms", () => {
  const arms = [
    { id: "a", weight: 1, steps: [pause("pause", 1, "days"), say("a")] },
    { id: "b", weight: 1, steps: [] },
  ];
  const forked = definitionOf({ steps: [{ id: "chance", type: "split", arms, onError: "continue" }, say("after")] });
  const atTheEnd = definitionOf({ steps: [{ id: "chance", type: "split", arms }] });

  test.for([
    [
      "the first step of the arm is next, when it is due",
      forked,
      "chance",
      { kind: "arm", arm: "a" },
      { kind: "next", stepId: "pause", dueAt: at("2026-03-08T16:00:00Z") },
    ],
    [
      "an empty arm leads past it",
      forked,
      "chance",
      { kind: "arm", arm: "b" },
      { kind: "next", stepId: "after", dueAt: when.now },
    ],
    ["so does none", forked, "chance", { kind: "arm", arm: null }, { kind: "next", stepId: "after", dueAt: when.now }],
    [
      "so does one that is gone",
      forked,
      "chance",
      { kind: "arm", arm: "c" },
      { kind: "next", stepId: "after", dueAt: when.now },
    ],
    [
      "the last step of an arm leads past it",
      forked,
      "a",
      { kind: "done" },
      { kind: "next", stepId: "after", dueAt: when.now },
    ],
    ["past it there may be nothing", atTheEnd, "a", { kind: "done" }, completed],
    ["past it there may be nothing, straight away", atTheEnd, "chance", { kind: "arm", arm: "b" }, completed],
    [
      "to leave in an arm is to leave it all",
      forked,
      "a",
      { kind: "left" },
      { kind: "ended", status: "completed", because: "left" },
    ],
    ["to fail in an arm is to fail it all", forked, "a", { kind: "failed" }, failed],
  ] as const)("%s", ([, definition, stepId, result, expected]) => {
    expect(advance(definition, stepId, result, when)).toEqual(expected);
  });
});

test("a flow begins with its first step, when that is due", () => {
  expect(beginSequence(series, when)).toEqual({ kind: "next", stepId: "hello", dueAt: when.now });
  expect(beginSequence(definitionOf({ steps: [pause("pause", 2, "hours"), say("hello")] }), when)).toMatchObject({
    stepId: "pause",
    dueAt: at("2026-03-07T19:00:00Z"),
  });
});

test("transactional texts and opt-in requests go before marketing", () => {
  expect(priorityOf({ kind: "transactional" })).toBe(priorities.critical);
  expect(priorityOf({ kind: "opt_in" })).toBe(priorities.critical);
  expect(priorityOf({ kind: "marketing" })).toBe(priorities.normal);
});
