import { describe, expect, test } from "vitest";
import type { StepDocument } from "#core/actions/index.ts";
import { messageNumberOf, messageTimingOf, nextMessageOf } from "#core/scheduled/next-message.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { at as instant } from "../instant.ts";

const now = instant("2026-03-02T15:00:00Z");
const at = { now, timezone: "America/New_York", shopTimezone: "America/New_York", values: {} };
const until = (id: string, time: string) => ({ id, type: "wait", config: { untilTime: { at: time } } });
const tag = { id: "tag", type: "add_tag", config: { tags: ["vip"] } };
const leave = { id: "leave", type: "exit", config: {} };
const split = (...arms: StepDocument[][]) => ({
  id: "split",
  type: "split",
  config: {},
  arms: arms.map((steps, index) => ({ id: `arm-${index}`, name: `Arm ${index}`, weight: 50, steps })),
});

const ask = (steps: StepDocument[], stepId: string, skipped: string[] = []) => {
  const next = nextMessageOf(definitionOf({ steps }), stepId, skipped, at);
  if (next.kind === "message")
    return [next.step.id, next.dueAt.toString(), next.before.map(({ id }) => id).join(" ")] as const;
  return next.kind === "depends" ? `${next.on.id}: ${next.messages.map(({ id }) => id).join(" ")}` : next.kind;
};

describe("the message that a run sends next", () => {
  test.each<[string, StepDocument[], string, ReturnType<typeof ask>]>([
    ["a scheduled text is the next text", [say("a"), say("b")], "a", ["a", "2026-03-02T15:00:00Z", ""]],
    ["the text after a wait", [pause("w", 2, "days"), say("a")], "w", ["a", "2026-03-02T15:00:00Z", "w"]],
    [
      "later waits add up, in the customer's days",
      [pause("w", 1, "hours"), pause("x", 3, "days"), until("y", "10:00"), say("a")],
      "w",
      ["a", "2026-03-05T15:00:00Z", "w x y"],
    ],
    ["other steps are passed", [pause("w", 1, "days"), tag, say("a")], "w", ["a", "2026-03-02T15:00:00Z", "w tag"]],
    ["a split decides", [pause("w", 1, "days"), split([say("a")], [say("b")]), say("c")], "w", "split: a b"],
    ["an empty arm leads past the split", [split([say("a")], []), say("c")], "split", "split: a c"],
    ["no message follows an exit", [pause("w", 1, "days"), leave], "w", "none"],
    ["no message follows the last wait", [say("a"), pause("w", 1, "days")], "w", "none"],
    ["a step that the version lacks", [say("a")], "gone", "none"],
  ])("%s", (_fact, steps, stepId, expected) => {
    expect(ask(steps, stepId)).toEqual(expected);
  });

  test("a skipped text is not the next one", () => {
    const steps = [pause("w", 1, "days"), say("a"), pause("x", 1, "days"), say("b")];
    expect(ask(steps, "w", ["a"])).toEqual(["b", "2026-03-03T15:00:00Z", "w a x"]);
    expect(ask([split([say("a")], [say("b")])], "split", ["a"])).toBe("split: b");
  });
});

test.each<[StepDocument[], ReturnType<typeof messageTimingOf>]>([
  [[], "moves_step"],
  [[pause("w", 1, "days")], "moves_step"],
  [[pause("w", 1, "days"), until("x", "10:00")], "ends_waits"],
  [[pause("w", 1, "days"), tag], "moves_step"],
  [[tag, pause("w", 1, "days")], null],
])("a message after %j gets another time as %s", (before, timing) => {
  const { steps } = definitionOf({ steps: [...before, say("a")] });
  expect(messageTimingOf(steps.slice(0, -1))).toBe(timing);
});

test("messages are numbered in reading order", () => {
  const definition = definitionOf({ steps: [say("a"), pause("w", 1, "days"), split([say("b")], []), say("c")] });
  expect(["a", "b", "c"].map((id) => messageNumberOf(definition, id))).toEqual([
    { number: 1, of: 3 },
    { number: 2, of: 3 },
    { number: 3, of: 3 },
  ]);
});
