import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdoutBucket } from "#core/analytics/holdout-bucket.ts";
import { planStep, step } from "#core/actions/index.ts";
import { moment } from "../actions/scenarios.ts";

const people = Array.from(
  { length: 20_000 },
  (_, at) => `018f0000-0000-7000-8000-${String(at * 7_919).padStart(12, "0")}`,
);

describe("the bucket of a customer in the shop's holdout", () => {
  test("is the same each time, and one of 100", () => {
    fc.assert(
      fc.property(fc.uuid(), (customer) => {
        const bucket = holdoutBucket(customer);
        expect(holdoutBucket(customer)).toBe(bucket);
        expect(Number.isInteger(bucket) && bucket >= 1 && bucket <= 100).toBe(true);
      }),
    );
  });

  test.each([1, 5, 10, 20])(
    "%i percent hold out so many of a hundred, and a higher percentage the same and more",
    (percent) => {
      const held = people.filter((person) => holdoutBucket(person) <= percent).length / people.length;
      const error = Math.sqrt((percent / 100) * (1 - percent / 100) * (1 / people.length));
      expect(Math.abs(held - percent / 100)).toBeLessThan(4 * error);
    },
  );

  test("says nothing about the branch that a customer takes at a split", () => {
    const split = step.parse({
      id: "ab",
      type: "split",
      arms: [
        { id: "a", weight: 50, steps: [] },
        { id: "b", weight: 50, steps: [] },
      ],
    });
    const isA = (person: string) => {
      const plan = planStep(split, {
        ...moment,
        offered: [],
        language: "en",
        seed: `018f0000-0000-7000-8000-0000000000aa:ab:${person}`,
        secret: "",
        heard: null,
        plainValues: true,
      });
      return plan.kind === "choose" && plan.arm === "a";
    };
    const both = people.filter((person) => holdoutBucket(person) <= 20 && isA(person)).length;
    expect(Math.abs(both / people.length - 0.1)).toBeLessThan(0.0085);
  });
});
