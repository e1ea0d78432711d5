import { describe, expect, test } from "vitest";
import type { PlanContext } from "#core/actions/define.ts";
import { actions, planStep, step } from "#core/actions/index.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { availableFields, outline } from "#core/automations/outline.ts";
import { definitionOf } from "../definitions.ts";
import { moment, scenarios, stepOf, TRIGGER, type Scenario } from "./scenarios.ts";

const cases = Object.entries(scenarios).flatMap(([type, scenes]) =>
  scenes.map((scene) => ({ type, scene, fact: scene.fact })),
);
const definitionAround = (type: string, scene: Scenario) =>
  definitionOf({ trigger: { type: TRIGGER }, steps: [stepOf(type, scene)] });

/** Matches unpredictable values, such as error messages and random codes, by type. */
function resembling(plan: unknown): unknown {
  if (typeof plan !== "object" || plan === null) return plan;
  if (Array.isArray(plan)) return plan.map(resembling);
  const loosely: Record<string, unknown> = {
    detail: (text: string) => expect.stringContaining(text),
    code: (text: string) => (text.endsWith("-") ? expect.stringMatching(new RegExp(`^${text}[A-Z2-9]{8}$`)) : text),
    drawn: () => expect.any(Number),
  };
  return Object.fromEntries(
    Object.entries(plan).map(([key, value]) => {
      const loose = loosely[key];
      return [key, typeof loose === "function" ? loose(value) : resembling(value)];
    }),
  );
}

test("every action has a scene", () => {
  expect(Object.keys(scenarios).sort()).toEqual(actions.map(({ type }) => type).sort());
  expect(Object.entries(scenarios).filter(([, scenes]) => scenes.length === 0)).toEqual([]);
});

test("every kind of plan has a scene", () => {
  expect(new Set(cases.map(({ scene }) => scene.plan.kind))).toEqual(
    new Set(["text", "email", "do", "pass", "choose", "exit", "refuse"]),
  );
});

describe.for(cases)("$type: $fact", ({ type, scene }) => {
  const definition = definitionAround(type, scene);
  const context: PlanContext = {
    ...moment,
    offered: availableFields(definition),
    seed: "seed",
    secret: "secret",
    heard: scene.heard ?? null,
    plainValues: true,
    language: "en",
  };
  const [it] = definition.steps;

  test("so it asks", () => {
    expect(it && planStep(it, context)).toEqual(resembling(scene.plan));
  });

  test("and asks the same again", () => {
    expect(it && planStep(it, context)).toEqual(it && planStep(it, context));
  });

  test("it may be saved, and is the same when it is read again", () => {
    expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ definition });
  });
});

test.each(actions.map(({ type }) => type))("a reader is told in a line what %s does", (type) => {
  const [scene] = scenarios[type];
  if (!scene) throw new Error("no scene");
  const [place] = outline(definitionAround(type, scene)).values();
  const action = actions.find((one) => one.type === type);
  expect(place && action?.format(place.step.config, [])).toMatch(/^\S.*\S$/s);
  expect(action?.label).toMatch(/^[A-Z]/);
});

test.each(actions.map(({ type, fields }) => ({ type, fields })))(
  "the form of $type sets nothing that its settings do not know",
  ({ type, fields }) => {
    const known = new Set(scenarios[type].flatMap((scene) => Object.keys(step.parse(stepOf(type, scene)).config)));
    // A wait only has the setting of its own alternative.
    const others = ["untilTime", "untilDate"];
    for (const { name } of fields) expect([...known, ...others]).toContain(name.split(".")[0]);
  },
);
