import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignArm } from "#core/campaigns/assign-arm.ts";
import { planOf } from "./plan-of.ts";

const arms = [
  { id: "a", name: "A", body: "One. STOP", share: 30 },
  { id: "b", name: "B", body: "Two. STOP", share: 70 },
];
const people = Array.from({ length: 20_000 }, (_, at) => `subscriber-${at}`);
const shareOf = (answers: readonly string[], wanted: string) =>
  answers.filter((each) => each === wanted).length / answers.length;

describe("the wording of a recipient", () => {
  test("is the same each time it is asked for", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 0, max: 50 }), (campaign, recipient, holdout) => {
        const plan = planOf({ arms, holdout });
        expect(assignArm(plan, campaign, recipient)).toEqual(assignArm(plan, campaign, recipient));
      }),
    );
  });

  test("follows the shares, the test and the holdout", () => {
    const plan = planOf({ arms, holdout: 10, test: { percent: 20, hours: 2, measure: "clicks" } });
    const answers = people.map((person) => {
      const answer = assignArm(plan, "campaign", person);
      return answer.kind === "arm" ? answer.arm : answer.kind;
    });
    // Within four standard errors.
    expect(Math.abs(shareOf(answers, "held_out") - 0.1)).toBeLessThan(0.0085);
    expect(Math.abs(shareOf(answers, "awaits_winner") - 0.7)).toBeLessThan(0.013);
    expect(Math.abs(shareOf(answers, "a") - 0.06)).toBeLessThan(0.007);
    expect(Math.abs(shareOf(answers, "b") - 0.14)).toBeLessThan(0.01);
  });

  test("of one campaign says nothing about that of another", () => {
    const plan = planOf({ arms: [...arms], holdout: 50 });
    const isHeld = (campaign: string, person: string) => assignArm(plan, campaign, person).kind === "held_out";
    const both = people.filter((person) => isHeld("first", person) && isHeld("second", person)).length;
    expect(Math.abs(both / people.length - 0.25)).toBeLessThan(0.013);
  });

  test("with a share of nothing goes to no one", () => {
    const plan = planOf({ arms: arms.map((arm, at) => ({ ...arm, share: at })) });
    expect(new Set(people.slice(0, 500).map((person) => assignArm(plan, "c", person)))).toEqual(
      new Set(Array.from({ length: 500 }, () => expect.objectContaining({ arm: "b" }))),
    );
  });
});
