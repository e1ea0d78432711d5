import { describe, expect, test } from "vitest";
import { compareWithHoldout, type GroupSums } from "#core/analytics/holdout.ts";

/** Numbers in [0, 1) that are the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const none = (): GroupSums => ({ people: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 });

function add(sums: GroupSums, x: number, y: number): void {
  sums.people++;
  sums.y += y;
  sums.yy += y * y;
  sums.x += x;
  sums.xx += x * x;
  sums.xy += x * y;
}

/** What one person spends: mostly nothing, else a skewed amount; those who spent before spend more often. */
function person(random: () => number, effect: number): { x: number; y: number } {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const amount = () => Math.exp(3.5 + 0.7 * normal());
  const x = random() < 0.15 ? amount() : 0;
  const buys = random() < (x > 0 ? 0.12 : 0.04) + effect;
  return { x, y: buys ? amount() : 0 };
}

/** The mean of `amount`. */
const AMOUNT = Math.exp(3.5 + 0.7 ** 2 / 2);

describe("what texts caused, against a holdout", () => {
  test("is covered by the interval in 93 to 97 of 100 experiments", () => {
    const random = seeded(7);
    const runs = 400;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const [treated, heldOut] = [none(), none()];
      for (let at = 0; at < 3_000; at++) {
        const isHeld = random() < 0.3;
        const { x, y } = person(random, isHeld ? 0 : 0.02);
        add(isHeld ? heldOut : treated, x, y);
      }
      const { perPerson } = compareWithHoldout(treated, heldOut, { share: 0.3, isOver: true });
      const truth = 0.02 * AMOUNT;
      if (perPerson.low <= truth && truth <= perPerson.high) covered++;
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.93);
    expect(covered / runs).toBeLessThanOrEqual(0.97);
  });

  test("is cried out for nothing in fewer than 5 of 100 experiments, however often one looks", () => {
    const random = seeded(11);
    const runs = 200;
    let alarms = 0;
    let fixedAlarms = 0;
    for (let run = 0; run < runs; run++) {
      const [treated, heldOut] = [none(), none()];
      let cried = false;
      let fixed = false;
      for (let at = 1; at <= 4_000; at++) {
        const isHeld = random() < 0.5;
        const { x, y } = person(random, 0);
        add(isHeld ? heldOut : treated, x, y);
        if (at % 80 !== 0) continue;
        const says = (isOver: boolean) =>
          ["caused", "cost"].includes(compareWithHoldout(treated, heldOut, { share: 0.5, isOver }).verdict);
        cried ||= says(false);
        fixed ||= says(true);
      }
      if (cried) alarms++;
      if (fixed) fixedAlarms++;
    }
    expect(alarms / runs).toBeLessThan(0.05);
    // The interval for one look would have cried out far more often: the test tells the two apart.
    expect(fixedAlarms / runs).toBeGreaterThan(0.15);
  });

  test("is Welch's interval, by hand", () => {
    // Ten times 0 to 9, and ten times 1 to 10.
    const group = (shift: number): GroupSums => {
      const sums = none();
      for (let at = 0; at < 100; at++) add(sums, 0, (at % 10) + shift);
      return sums;
    };
    const { perPerson, adjusted, lift, total } = compareWithHoldout(group(1), group(0), { share: 0.5, isOver: true });
    expect(adjusted).toBe(false);
    expect(perPerson.value).toBeCloseTo(1, 10);
    // Variance 8.333 each, standard error 0.4082, t(0.975; 198) = 1.972.
    expect(perPerson.high - perPerson.value).toBeCloseTo(1.972 * 0.40825, 3);
    expect(lift).toBeCloseTo(1 / 4.5, 10);
    expect(total.value).toBeCloseTo(100, 8);
  });

  test("is narrowed by what people spent before, and not moved", () => {
    const random = seeded(3);
    const [treated, heldOut] = [none(), none()];
    for (let at = 0; at < 4_000; at++) {
      const x = random() * 100;
      add(at % 2 ? treated : heldOut, x, x + random() * 10 + (at % 2 ? 1 : 0));
    }
    const { perPerson, adjusted } = compareWithHoldout(treated, heldOut, { share: 0.5, isOver: true });
    expect(adjusted).toBe(true);
    expect(perPerson.value).toBeCloseTo(1, 0);
    // Without the adjustment, half the width would be about 1.8.
    expect(perPerson.high - perPerson.value).toBeLessThan(0.3);
  });

  test.each([
    ["unequal", 1_000, 300],
    ["not_sure", 1_000, 1_010],
    ["too_few", 1_000, 12],
  ] as const)("is called %s with %i and %i people of two halves", (verdict, inTreated, inHeld) => {
    const group = (people: number): GroupSums => {
      const sums = none();
      for (let at = 0; at < people; at++) add(sums, 0, at % 7 === 0 ? 20 : 0);
      return sums;
    };
    expect(compareWithHoldout(group(inTreated), group(inHeld), { share: 0.5, isOver: true }).verdict).toBe(verdict);
  });

  test("says nothing about empty groups, and about about people who all spent nothing", () => {
    expect(compareWithHoldout(none(), none(), { share: 0.1, isOver: true })).toMatchObject({
      verdict: "too_few",
      lift: null,
    });
    const idle = { ...none(), people: 500 };
    expect(compareWithHoldout(idle, idle, { share: 0.5, isOver: false })).toMatchObject({
      verdict: "not_sure",
      perPerson: { value: 0 },
      peopleNeeded: null,
    });
  });
});
