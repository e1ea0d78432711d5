import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planStep } from "#core/actions/index.ts";
import { availableFields, outline, placementOf } from "#core/automations/outline.ts";
import { advance, beginSequence, type AdvanceResult } from "#core/engine/advance.ts";
import { scenarios, moment } from "../actions/scenarios.ts";
import { definitionOf, say } from "../definitions.ts";
import { aDefinition } from "./trees.ts";

const forked = definitionOf({
  steps: [
    say("hello"),
    {
      id: "which",
      type: "branch",
      arms: [
        {
          id: "vip",
          when: { field: "customer.tags", op: "has_any", value: ["vip"] },
          steps: [
            say("best"),
            {
              id: "chance",
              type: "split",
              arms: [
                { id: "a", weight: 1, steps: [say("a")] },
                { id: "b", weight: 1, steps: [] },
              ],
            },
          ],
        },
        { id: "rest", steps: [] },
      ],
    },
    say("bye"),
  ],
});

test("a flow is read from top to bottom, each arm where it hangs", () => {
  expect([...outline(forked).keys()]).toEqual(["hello", "which", "best", "chance", "a", "bye"]);
  expect(outline(forked)).toBe(outline(forked));
});

test("after the last step of an arm comes what comes after the step that it hangs on", () => {
  expect([...outline(forked).values()].map(({ step, next }) => [step.id, next])).toEqual([
    ["hello", "which"],
    ["which", "bye"],
    ["best", "chance"],
    ["chance", "bye"],
    ["a", "bye"],
    ["bye", null],
  ]);
});

test("a step knows the arms it lies in, from the outside in", () => {
  expect(placementOf(forked, "a")?.within).toEqual([
    { stepId: "which", armId: "vip" },
    { stepId: "chance", armId: "a" },
  ]);
  expect(placementOf(forked, "bye")?.within).toEqual([]);
  expect(placementOf(forked, "gone")).toBeNull();
  expect(placementOf(forked, "constructor")).toBeNull();
});

test("offers the trigger's fields and the outputs of its steps", () => {
  const paths = (definition = forked) => availableFields(definition).map(({ path }) => path);
  expect(paths()).toContain("order.total");
  expect(paths()).not.toContain("discount.code");
  const discount = { id: "code", type: "create_discount", config: { prefix: "HI", kind: "free_shipping" } };
  const inAnArm = definitionOf({
    steps: [
      {
        id: "chance",
        type: "split",
        arms: [
          { id: "a", weight: 1, steps: [discount] },
          { id: "b", weight: 1, steps: [] },
        ],
      },
    ],
  });
  expect(paths(inAnArm).filter((path) => path === "discount.code")).toHaveLength(1);
});

describe("whatever the flow", () => {
  const results: fc.Arbitrary<AdvanceResult["kind"]>[] = [
    fc.constantFrom("done" as const, "arm" as const, "arm" as const, "failed" as const),
  ];
  const choices = fc.array(fc.record({ kind: fc.oneof(...results), arm: fc.nat(5) }), { minLength: 1, maxLength: 200 });

  test("and whatever its steps come to, a walk ends, and no step is met twice", () => {
    fc.assert(
      fc.property(aDefinition, choices, (definition, chosen) => {
        const visited = new Set<string>();
        let turn = 0;
        for (let at = beginSequence(definition, moment); at.kind === "next"; turn++) {
          expect(visited).not.toContain(at.stepId);
          visited.add(at.stepId);
          const { kind, arm } = chosen[turn % chosen.length] ?? { kind: "done", arm: 0 };
          const arms = placementOf(definition, at.stepId)?.step.arms ?? [];
          at = advance(
            definition,
            at.stepId,
            kind === "arm" ? { kind, arm: arms[arm % (arms.length + 1)]?.id ?? null } : { kind },
            moment,
          );
        }
        expect(visited.size).toBeLessThanOrEqual(outline(definition).size);
      }),
      { numRuns: 150 },
    );
  });

  test("each of its steps can be come to, and the way there is through the arms it lies in", () => {
    fc.assert(
      fc.property(aDefinition, (definition) => {
        for (const [target, { within }] of outline(definition)) {
          const towards = new Map(within.map(({ stepId, armId }) => [stepId, armId]));
          const walked: string[] = [];
          for (let at = beginSequence(definition, moment); at.kind === "next" && !walked.includes(target);) {
            walked.push(at.stepId);
            at = advance(definition, at.stepId, { kind: "arm", arm: towards.get(at.stepId) ?? null }, moment);
          }
          expect(walked).toContain(target);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("its steps ask for nothing that no scene shows", () => {
    fc.assert(
      fc.property(aDefinition, fc.string(), (definition, seed) => {
        for (const { step } of outline(definition).values()) {
          const plan = planStep(step, {
            ...moment,
            offered: availableFields(definition),
            seed,
            secret: seed,
            heard: null,
            plainValues: true,
            language: "en",
          });
          expect(scenarios[step.type].map((scene) => scene.plan.kind)).toContain(plan.kind);
        }
      }),
      { numRuns: 100 },
    );
  });
});
