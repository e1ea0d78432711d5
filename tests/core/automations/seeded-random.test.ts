import { expect, test } from "vitest";
import { seededCode, seededRandom } from "#core/automations/seeded-random.ts";

const seeds = Array.from({ length: 10_000 }, (_, n) => `seed ${n}`);

test("a draw is the same for the same seed, and never one", () => {
  for (const seed of seeds) {
    const drawn = seededRandom(seed);
    expect(seededRandom(seed)).toBe(drawn);
    expect(drawn).toBeGreaterThanOrEqual(0);
    expect(drawn).toBeLessThan(1);
  }
});

test("draws of like seeds are spread evenly", () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const seed of seeds) {
    const tenth = Math.floor(seededRandom(seed) * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(130);
});

test("an empty seed is a seed like another", () => {
  expect(seededCode("", 8)).toMatch(/^[A-Z2-9]{8}$/);
  expect(seededCode("", 8)).not.toBe(seededCode(" ", 8));
  expect(seededCode("a", 0)).toBe("");
});
