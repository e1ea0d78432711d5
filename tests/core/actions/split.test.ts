import { describe, expect, test } from "vitest";
import { planStep, step, formatArm, type StepDocument } from "#core/actions/index.ts";
import { readDefinition } from "#core/automations/definition.ts";
import { say } from "../definitions.ts";
import { moment } from "./scenarios.ts";

type Weighed = { weight: number; holdout?: boolean; steps?: StepDocument[] };
const splitOf = (arms: Record<string, Weighed>) =>
  ({
    id: "chance",
    type: "split",
    arms: Object.entries(arms).map(([id, arm]) => ({ id, steps: [], ...arm })),
  }) as StepDocument;
const planOf = (document: StepDocument) => {
  const read = step.parse(document);
  return (seed: string) => {
    const plan = planStep(read, {
      ...moment,
      offered: [],
      seed,
      secret: "",
      heard: null,
      plainValues: true,
      language: "en",
    });
    if (plan.kind !== "choose") throw new Error(plan.kind);
    return plan;
  };
};

/** Seeds in the format of live sequences. */
const seeds = Array.from({ length: 10_000 }, (_, n) => `018f0000-0000-7000-8000-0000000000aa:chance:customer-${n}`);
function sharesOf(document: StepDocument): Record<string, number> {
  const plan = planOf(document);
  const counts: Record<string, number> = {};
  for (const seed of seeds) {
    const arm = plan(seed).arm ?? "none";
    counts[arm] = (counts[arm] ?? 0) + 1 / seeds.length;
  }
  return counts;
}

test("the same customer goes the same way whenever they come", () => {
  const plan = planOf(splitOf({ a: { weight: 1 }, b: { weight: 1 } }));
  for (const seed of seeds.slice(0, 100)) expect(plan(seed)).toEqual(plan(seed));
  expect(new Set(seeds.slice(0, 100).map((seed) => plan(seed).arm))).toEqual(new Set(["a", "b"]));
});

describe("over ten thousand customers each arm has its share, within two of a hundred", () => {
  test.for([
    ["halves", { a: { weight: 1 }, b: { weight: 1 } }, { a: 0.5, b: 0.5 }],
    [
      "percents",
      { a: { weight: 70 }, b: { weight: 20 }, c: { weight: 10, holdout: true } },
      { a: 0.7, b: 0.2, c: 0.1 },
    ],
    ["weights that add up to anything", { a: { weight: 2 }, b: { weight: 5.5 } }, { a: 2 / 7.5, b: 5.5 / 7.5 }],
    ["an arm without weight", { a: { weight: 0 }, b: { weight: 3 }, c: { weight: 0 } }, { a: 0, b: 1, c: 0 }],
  ] as const)("%s", ([, arms, wanted]) => {
    const shares = sharesOf(splitOf(arms));
    expect(shares).not.toHaveProperty("none");
    for (const [arm, share] of Object.entries(wanted))
      expect(Math.abs((shares[arm] ?? 0) - share)).toBeLessThan(share === 0 ? 1e-9 : 0.02);
  });
});

test("two splits of one flow part the same customers differently", () => {
  const plan = planOf(splitOf({ a: { weight: 1 }, b: { weight: 1 } }));
  const alike = seeds.filter((seed) => plan(seed).arm === plan(`${seed}-2`).arm).length / seeds.length;
  expect(Math.abs(alike - 0.5)).toBeLessThan(0.02);
});

describe("a customer who came before", () => {
  const earlierOf = (arms: Record<string, Weighed>, earlierArm: string) => {
    const read = step.parse(splitOf(arms));
    return seeds.slice(0, 200).map((seed) => {
      const plan = planStep(read, {
        ...moment,
        offered: [],
        language: "en",
        seed,
        earlierArm,
        secret: "",
        heard: null,
        plainValues: true,
      });
      return plan.kind === "choose" ? plan.arm : null;
    });
  };
  test.each([
    ["keeps their arm when its share has changed", { a: { weight: 99 }, b: { weight: 1 } }, ["b"]],
    ["leaves an arm that is closed", { a: { weight: 1 }, b: { weight: 0 } }, ["a"]],
    ["leaves an arm that is gone", { a: { weight: 1 }, c: { weight: 1 } }, ["a", "c"]],
  ] as const)("%s", (_fact, arms, taken) => {
    expect(new Set(earlierOf(arms, "b"))).toEqual(new Set(taken));
  });
});

test("records the arm, its share and the drawn number", () => {
  expect(planOf(splitOf({ a: { weight: 1 }, b: { weight: 3 } }))("x").saw).toEqual({
    arm: expect.stringMatching(/^[ab]$/),
    drawn: expect.toSatisfy((drawn: number) => drawn >= 0 && drawn <= 1),
    share: expect.toBeOneOf([0.25, 0.75]),
  });
});

test("only holdout customers have the reason", () => {
  const plan = planOf(splitOf({ texted: { weight: 1 }, held: { weight: 1, holdout: true } }));
  for (const seed of seeds.slice(0, 50))
    expect(plan(seed).reason).toBe(plan(seed).arm === "held" ? "holdout" : undefined);
});

describe("a split is refused", () => {
  const problemsOf = (arms: Record<string, Weighed>) => {
    const read = readDefinition({
      name: "n",
      kind: "marketing",
      trigger: { type: "order_created" },
      reentry: "once",
      steps: [splitOf(arms)],
    });
    return "problems" in read ? read.problems : [];
  };
  test.for([
    ["without arms", {}, [{ path: "steps.0.arms", message: "add a branch" }]],
    ["into one", { a: { weight: 1 } }, [{ path: "steps.0.arms", message: "a split needs two branches or more" }]],
    [
      "where no arm has weight",
      { a: { weight: 0 }, b: { weight: 0 } },
      [{ path: "steps.0.arms", message: "give at least one branch a share above 0" }],
    ],
    [
      "where a weight is negative",
      { a: { weight: -1 }, b: { weight: 1 } },
      [{ path: "steps.0.arms.0.weight", message: "must not be negative" }],
    ],
    [
      "where who is held out would get something",
      { a: { weight: 1 }, b: { weight: 1, holdout: true, steps: [say("b")] } },
      [{ path: "steps.0.arms.1.steps", message: "the holdout gets nothing: remove the steps of this branch" }],
    ],
  ] as const)("%s", ([, arms, problems]) => {
    expect(problemsOf(arms as Record<string, Weighed>)).toEqual(problems);
  });
});

test("formats an arm by its weight", () => {
  const read = step.parse(splitOf({ a: { weight: 90 }, b: { weight: 10, holdout: true } }));
  expect(read.arms?.map((arm) => formatArm(read, arm, []))).toEqual(["90%", "10%, holdout: none of the branches"]);
});
