import { describe, expect, test } from "vitest";
import { readDefinition } from "#core/automation/definition.ts";
import { definitionOf, pause, say } from "../definitions.ts";

const sound = { name: "Cart", kind: "marketing", trigger: { type: "checkout_abandoned", config: {} }, reentry: "per_subject", steps: [say("remind")] };
const problemsOf = (document: unknown) => {
  const result = readDefinition(document);
  return "problems" in result ? result.problems : [];
};
const placesOf = (document: unknown) => problemsOf(document).map(({ path }) => path);

test("what is left out has its default", () => {
  expect(readDefinition(sound)).toEqual({
    definition: {
      ...sound,
      description: "",
      exits: [],
      trigger: { type: "checkout_abandoned", config: { after: { amount: 60, unit: "minutes" } } },
      steps: [{ ...say("remind"), onError: "stop" }],
    },
  });
});

test("a definition that was read is read the same again, from its file too", () => {
  const definition = definitionOf({
    ...sound,
    kind: "transactional",
    reentry: "once",
    exits: [{ on: "order_created", match: "customer" }],
    steps: [say("a"), { ...pause("b", 2, "days"), onError: "continue" }, say("c")],
  });
  expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ definition });
});

test("a name loses the spaces around it", () => {
  expect(readDefinition({ ...sound, name: "  Cart " })).toMatchObject({ definition: { name: "Cart" } });
});

test("several faults are told at once, each with its place", () => {
  const faulty = {
    name: " ",
    description: "d".repeat(501),
    kind: "spam",
    trigger: { type: "order_eaten", config: {} },
    reentry: "often",
    exits: [
      { on: "order_created", match: "customer" },
      { on: "order_eaten", match: "mood" },
    ],
    steps: [say("a"), { ...say("b"), type: "send_fax" }, say("c", "{{ x"), { id: "d", type: "wait", config: { for: { amount: -1, unit: "weeks" } } }],
  };
  expect(placesOf(faulty)).toEqual([
    "name",
    "description",
    "kind",
    "trigger.type",
    "reentry",
    "exits.1.on",
    "exits.1.match",
    "steps.1.type",
    "steps.2.config.body",
    "steps.3.config.for.amount",
    "steps.3.config.for.unit",
  ]);
});

test("each step has a name of its own; every later one of the same name is a fault", () => {
  expect(problemsOf({ ...sound, steps: [say("a"), pause("b", 1, "days"), say("a"), say("b"), say("a")] })).toEqual([
    { path: "steps.2.id", message: '"a" names an earlier step already; give each its own' },
    { path: "steps.3.id", message: '"b" names an earlier step already; give each its own' },
    { path: "steps.4.id", message: '"a" names an earlier step already; give each its own' },
  ]);
});

describe("a definition is refused at", () => {
  test.for([
    ["its root, when it is none", null, ""],
    ["its root, when it is a list", [sound], ""],
    ["its name, when it is long", { ...sound, name: "n".repeat(101) }, "name"],
    ["its steps, when there is none", { ...sound, steps: [] }, "steps"],
    ["its steps, when there are too many", { ...sound, steps: Array.from({ length: 101 }, (_, n) => say(`s${n}`)) }, "steps"],
    ["its exits, when there are too many", { ...sound, exits: Array.from({ length: 21 }, () => ({ on: "order_created", match: "customer" })) }, "exits"],
    [
      "its trigger's settings",
      { ...sound, trigger: { type: "checkout_abandoned", config: { after: { amount: 5_000, unit: "days" } } } },
      "trigger.config.after.amount",
    ],
  ] as const)("%s", ([, document, place]) => {
    expect(placesOf(document)).toEqual([place]);
  });
});

test("a problem is told in words", () => {
  expect(problemsOf({ ...sound, name: "", steps: [] })).toEqual([
    { path: "name", message: "give it a name" },
    { path: "steps", message: "add a step" },
  ]);
});
