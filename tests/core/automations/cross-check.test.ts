import { describe, expect, test } from "vitest";
import type { StepDocument } from "#core/actions/index.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { pause, say } from "../definitions.ts";

const problemsOf = (...steps: unknown[]) => {
  const read = readDefinition({
    name: "Flow",
    kind: "marketing",
    trigger: { type: "order_created" },
    reentry: "once",
    steps,
  });
  return "problems" in read ? read.problems : [];
};
const placesOf = (...steps: unknown[]) => problemsOf(...steps).map(({ path }) => path);
const fork = (id: string, ...arms: unknown[][]): StepDocument => ({
  id,
  type: "split",
  arms: arms.map((steps, at) => ({ id: `arm${at}`, weight: 1, steps: steps as StepDocument[] })),
});
const discount = (id: string) => ({ id, type: "create_discount", config: { prefix: "HI", kind: "free_shipping" } });

describe("each step has a name of its own", () => {
  test("every later one of the same name is a fault", () => {
    expect(problemsOf(say("a"), pause("b", 1, "days"), say("a"), say("b"), say("a"))).toEqual([
      { path: "steps.2.id", message: '"a" names an earlier step already; give each its own' },
      { path: "steps.3.id", message: '"b" names an earlier step already; give each its own' },
      { path: "steps.4.id", message: '"a" names an earlier step already; give each its own' },
    ]);
  });

  test("in whichever arm it lies", () => {
    expect(placesOf(fork("f", [say("a"), fork("g", [say("f")], [])], [say("a")]), say("g"))).toEqual([
      "steps.0.arms.0.steps.1.arms.0.steps.0.id",
      "steps.0.arms.1.steps.0.id",
      "steps.1.id",
    ]);
  });

  test("arms are named within their step: other steps may name theirs alike", () => {
    expect(placesOf(fork("f", [], []), fork("g", [], []))).toEqual([]);
    const twice = {
      id: "f",
      type: "split",
      arms: [
        { id: "a", weight: 1, steps: [] },
        { id: "a", weight: 1, steps: [] },
      ],
    };
    expect(problemsOf(twice)).toEqual([
      { path: "steps.0.arms.1.id", message: '"a" names an earlier arm already; give each its own' },
    ]);
  });

  test("missing ids are reported as missing, not as duplicates", () => {
    expect(problemsOf({ type: "exit" }, { type: "exit" }).map(({ message }) => message)).toEqual([
      "is missing; give a text",
      "is missing; give a text",
    ]);
  });
});

describe("a text names only what will be there", () => {
  const text = say("t", "Take {{ discount.code }}");
  test.for([
    ["made by a step before it", [discount("d"), text], []],
    ["not by one after it", [text, discount("d")], ["steps.0.config.body"]],
    ["made before the arm that it lies in", [discount("d"), fork("f", [text], [])], []],
    ["made in its own arm", [fork("f", [discount("d"), text], [])], []],
    ["not in the arm beside it", [fork("f", [discount("d")], [text])], ["steps.0.arms.1.steps.0.config.body"]],
    ["made in one of the arms before it, though not all come by there", [fork("f", [discount("d")], []), text], []],
    ["not in an arm of a later step", [text, fork("f", [discount("d")], [])], ["steps.0.config.body"]],
    ["nor where no step makes it", [text], ["steps.0.config.body"]],
  ] as const)("%s", ([, steps, places]) => {
    expect(placesOf(...steps)).toEqual(places);
  });

  test("in every template of every action", () => {
    const gap = "{{ nobody.knows }}";
    expect(
      placesOf(
        { id: "a", type: "send_email", config: { subject: gap, body: gap } },
        { id: "b", type: "create_task", config: { title: gap, note: gap } },
        { id: "c", type: "notify_admin", config: { title: gap, body: gap } },
        { id: "d", type: "update_field", config: { field: "note", value: gap } },
        {
          id: "e",
          type: "call_webhook",
          config: { url: "https://example.com", fields: { one: gap, two: "fine", three: gap } },
        },
      ),
    ).toEqual([
      "steps.0.config.subject",
      "steps.0.config.body",
      "steps.1.config.title",
      "steps.1.config.note",
      "steps.2.config.title",
      "steps.2.config.body",
      "steps.3.config.value",
      "steps.4.config.fields.one",
      "steps.4.config.fields.three",
    ]);
  });
});

describe("one fault does not hide another", () => {
  test("of the same step", () => {
    expect(
      placesOf({
        ...say("Hello", "{{ custmer.name }}"),
        config: { body: "{{ custmer.name }}", overCap: "perhaps" },
        onError: "retry",
      }),
    ).toEqual(["steps.0.id", "steps.0.config.overCap", "steps.0.onError", "steps.0.config.body"]);
  });

  test("of steps above and below, or beside it", () => {
    const branch = {
      id: "b",
      type: "branch",
      arms: [
        {
          id: "x",
          when: { field: "order.mood", op: "is_set" },
          steps: [{ id: "y", type: "send_fax" }, say("z", "{{ order.mood }}")],
        },
        null,
        { id: "w", steps: "none" },
      ],
    };
    expect(placesOf(branch, say("b")).sort()).toEqual([
      "steps.0.arms.0.steps.0.type",
      "steps.0.arms.0.steps.1.config.body",
      "steps.0.arms.0.when.field",
      "steps.0.arms.1",
      "steps.0.arms.2.steps",
      "steps.1.id",
    ]);
  });

  test("with an unknown trigger, templates are not checked, everything else is", () => {
    const read = readDefinition({
      name: "Flow",
      kind: "marketing",
      trigger: { type: "order_eaten" },
      reentry: "once",
      steps: [say("a", "{{ eaten.by }}"), say("a")],
    });
    expect("problems" in read && read.problems.map(({ path }) => path)).toEqual(["trigger.type", "steps.1.id"]);
  });
});

describe("a flow has its limits", () => {
  const nest = (levels: number): StepDocument =>
    levels === 1 ? say("leaf") : fork(`level${levels}`, [nest(levels - 1)], []);

  test("six levels, and not seven", () => {
    expect(problemsOf(nest(6))).toEqual([]);
    expect(problemsOf(nest(7))).toEqual([
      {
        path: "steps.0" + ".arms.0.steps.0".repeat(6),
        message: "lies deeper than 6 levels; start another automation instead",
      },
    ]);
  });

  test("two hundred steps in all, and not one more", () => {
    const wide = (id: string, count: number) =>
      fork(
        id,
        Array.from({ length: count }, (_, n) => say(`${id}-${n}`)),
        [],
      );
    expect(problemsOf(wide("a", 99), wide("b", 99))).toEqual([]);
    expect(problemsOf(wide("a", 100), wide("b", 99))).toEqual([
      { path: "steps", message: "has 201 steps in all; 200 is the most" },
    ]);
    expect(placesOf(wide("a", 101))).toEqual(["steps.0.arms.0.steps"]);
  });

  test("twenty arms", () => {
    expect(problemsOf(fork("a", ...Array.from({ length: 21 }, () => [])))).toEqual([
      { path: "steps.0.arms", message: "is more than 20 branches" },
    ]);
  });
});
