import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameDefinition } from "#core/automations/canonical.ts";
import { diffDefinitions, isEmpty } from "#core/automations/diff.ts";
import { outline } from "#core/automations/outline.ts";
import { formatDiff } from "#core/automations/format/format-diff.ts";
import type { StepDocument } from "#core/actions/index.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { anyDefinition } from "./any-definition.ts";

const flow = (...steps: StepDocument[]) => definitionOf({ steps });
const diffLines = (before: ReturnType<typeof flow>, after: ReturnType<typeof flow>) =>
  formatDiff(diffDefinitions(before, after));
const vip = { field: "customer.tags", op: "has_any", value: ["vip"] };
const fork = (one: StepDocument[], rest: StepDocument[], when: unknown = vip): StepDocument => ({
  id: "fork",
  type: "branch",
  arms: [
    { id: "one", when, steps: one },
    { id: "rest", steps: rest },
  ],
});

describe("the difference of two definitions", () => {
  test("a changed text has its old and new value", () => {
    expect(diffDefinitions(flow(say("a", "Hi")), flow(say("a", "Hello")))).toEqual({
      settings: [],
      steps: [
        {
          kind: "changed",
          stepId: "a",
          type: "send_sms",
          fields: [{ path: "config.body", before: "Hi", after: "Hello" }],
        },
      ],
    });
  });

  test("an inserted step moves no other step", () => {
    expect(diffLines(flow(say("a"), say("b")), flow(say("a"), pause("wait", 1, "days"), say("b")))).toEqual([
      "+ wait (Wait): after a",
    ]);
  });

  test("of two that changed places, one has moved", () => {
    expect(diffLines(flow(say("a"), say("b"), say("c")), flow(say("a"), say("c"), say("b")))).toEqual([
      "> b (Send SMS): from after a to after c",
    ]);
  });

  test("the last that comes first is the one that moved, not all it passed", () => {
    expect(diffLines(flow(say("a"), say("b"), say("c")), flow(say("c"), say("a"), say("b")))).toEqual([
      "> c (Send SMS): from after b to first",
    ]);
  });

  test("a step that went into an arm has moved", () => {
    expect(diffLines(flow(say("a"), fork([], [say("b")])), flow(fork([say("a")], [say("b")])))).toEqual([
      "> a (Send SMS): from first to first, in arm one of fork",
    ]);
  });

  test("an arm's condition, name, order and end are its step's own", () => {
    const before = flow(fork([say("a")], [say("b")]));
    expect(diffLines(before, flow(fork([say("a")], [say("b")], { ...vip, value: ["gold"] })))).toEqual([
      "~ fork (Branch)",
      '  ~ arms.one.when.value: ["vip"] → ["gold"]',
    ]);
    const without = flow({ id: "fork", type: "branch", arms: [{ id: "rest", steps: [say("b")] }] });
    expect(diffLines(before, without)).toEqual([
      "- a (Send SMS): was first, in arm one of fork",
      "~ fork (Branch)",
      expect.stringMatching(/arms\.one: \{.*\} → nothing/),
      '  ~ armOrder: ["one","rest"] → ["rest"]',
    ]);
  });

  test("a step that became something else keeps its place", () => {
    expect(diffLines(flow(say("a")), flow(pause("a", 1, "days")))).toEqual([
      "~ a (Wait)",
      '  ~ type: "send_sms" → "wait"',
      '  ~ config.body: "Hello" → nothing',
      '  ~ config.overCap: "skip" → nothing',
      '  ~ config.for: nothing → {"amount":1,"unit":"days"}',
    ]);
  });

  test("changes of the automation itself are listed by setting", () => {
    const before = definitionOf({
      trigger: { type: "checkout_abandoned", config: { after: { amount: 60, unit: "minutes" } } },
    });
    const after = definitionOf({
      name: "Cart",
      trigger: { type: "checkout_abandoned", config: { after: { amount: 90, unit: "minutes" } } },
      exits: [{ on: "order_created", match: "customer" }],
    });
    expect(diffDefinitions(before, after).settings).toEqual([
      { path: "name", before: "Under test", after: "Cart" },
      { path: "trigger.config.after.amount", before: 60, after: 90 },
      { path: "exits", before: [], after: [{ on: "order_created", match: "customer" }] },
    ]);
  });

  test("there is none between a definition and itself", () => {
    expect(diffLines(flow(say("a")), flow(say("a")))).toEqual(["no difference"]);
  });

  test("it is empty for equal definitions only, and names every added and removed step", () => {
    fc.assert(
      fc.property(anyDefinition, anyDefinition, (one, other) => {
        const diff = diffDefinitions(one, other);
        expect(isEmpty(diff)).toBe(isSameDefinition(one, other));
        expect(isEmpty(diffDefinitions(one, one))).toBe(true);
        const [old, fresh] = [new Set(outline(one).keys()), new Set(outline(other).keys())];
        const of = (kind: string) => diff.steps.filter((change) => change.kind === kind).map(({ stepId }) => stepId);
        expect(of("added")).toEqual([...fresh].filter((id) => !old.has(id)));
        expect(of("removed")).toEqual([...old].filter((id) => !fresh.has(id)));
        expect(formatDiff(diff).every((line) => line.length > 0)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
