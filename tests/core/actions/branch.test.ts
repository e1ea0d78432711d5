import { describe, expect, test } from "vitest";
import { planStep, step, formatArm, type StepDocument } from "#core/actions/index.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { offersOf } from "#core/triggers/index.ts";
import { moment } from "./scenarios.ts";

const offered = offersOf("order_created");
const tagged = (...value: string[]) => ({ field: "customer.tags", op: "has_any", value });
const arm = (id: string, when?: unknown) => ({ id, ...(when !== undefined && { when }), steps: [] });
const branchOf = (...arms: object[]) => ({ id: "which", type: "branch", arms }) as StepDocument;
function taken(tags: string[], ...arms: object[]) {
  const plan = planStep(step.parse(branchOf(...arms)), {
    ...moment,
    values: { customer: { tags } },
    offered,
    seed: "",
    secret: "",
    heard: null,
    plainValues: true,
    language: "en",
  });
  if (plan.kind !== "choose") throw new Error(plan.kind);
  return plan;
}

describe("the way on", () => {
  const arms = [arm("gold", tagged("gold")), arm("silver", tagged("silver")), arm("rest")];
  test.for([
    [["silver"], "silver"],
    [["silver", "gold"], "gold"],
    [[], "rest"],
  ] as const)("of a customer tagged %j is %s", ([tags, way]) => {
    expect(taken([...tags], ...arms).arm).toBe(way);
  });

  test("is past them all where none fits and none is for the rest", () => {
    expect(taken([], arm("gold", tagged("gold")))).toMatchObject({ arm: null, saw: { arm: null } });
  });

  test("records the questions up to the chosen arm, by arm", () => {
    const nested = arm("silver", { all: [tagged("silver"), { not: tagged("gold") }] });
    expect(
      taken(["silver"], arm("gold", tagged("gold")), nested, arm("bronze", tagged("bronze"))).trace?.map(
        ({ path, match }) => [path, match],
      ),
    ).toEqual([
      ["gold", false],
      ["silver.all.0", true],
      ["silver.all.1.not", false],
    ]);
  });
});

describe("a branch is refused", () => {
  const problemsOf = (...arms: object[]) => {
    const read = readDefinition({
      name: "n",
      kind: "marketing",
      trigger: { type: "order_created" },
      reentry: "once",
      steps: [branchOf(...arms)],
    });
    return "problems" in read ? read.problems : [];
  };

  test("without an arm", () => {
    expect(problemsOf()).toEqual([{ path: "steps.0.arms", message: "add a branch" }]);
  });

  test("where an arm for everyone is not the last", () => {
    expect(problemsOf(arm("rest"), arm("gold", tagged("gold")))).toEqual([
      { path: "steps.0.arms.0", message: "takes everyone, so it must come last; or say when it is taken" },
    ]);
    expect(problemsOf(arm("gold", tagged("gold")), arm("rest"))).toEqual([]);
    expect(problemsOf(arm("rest"))).toEqual([]);
  });

  test("reports a condition with an unknown field or operator", () => {
    expect(
      problemsOf(
        arm("a", { field: "order.totl", op: "at_least", value: 5 }),
        arm("b", { field: "order.total", op: "contains", value: "5" }),
      ).map(({ path }) => path),
    ).toEqual(["steps.0.arms.0.when.field", "steps.0.arms.1.when.op"]);
  });

  test("for each of its faults, also where another lies in a step below", () => {
    const faulty = { id: "gold", when: { field: "nowhere", op: "is_set" }, steps: [{ id: "x", type: "send_fax" }] };
    expect(
      problemsOf(faulty, { ...arm("Rest"), name: "r".repeat(101) })
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["steps.0.arms.0.steps.0.type", "steps.0.arms.0.when.field", "steps.0.arms.1.id", "steps.0.arms.1.name"]);
  });
});

test("formats an arm by its condition", () => {
  const read = step.parse(branchOf(arm("gold", tagged("gold")), arm("rest")));
  expect(read.arms?.map((one) => formatArm(read, one, offered))).toEqual([
    "If Tags include any of gold",
    "Everyone else",
  ]);
});
