import fc from "fast-check";
import { expect, test } from "vitest";
import { isUnusuallySilent, usualOf } from "#core/operations/webhook-silence.ts";

test.for<[received: number, usual: number | null, unusual: boolean]>([
  [0, null, false],
  [0, 0, false],
  [0, 5, false],
  [0, 13, false],
  [0, 14, true],
  [1, 14, false],
  [3, 40, true],
  [12, 40, false],
  [20, 40, false],
  [100, 1_000, true],
  [450, 1_000, false],
  [100_000, 1_000_000, true],
  [600_000, 1_000_000, false],
])("%s received where %s are usual: unusual is %s", ([received, usual, unusual]) => {
  expect(isUnusuallySilent(received, usual)).toBe(unusual);
});

test("a normal count stays normal when more is received or less is usual", () => {
  const some = fc.integer({ min: 0, max: 5_000 });
  fc.assert(
    fc.property(some, some, some, (received, usual, more) => {
      if (isUnusuallySilent(received, usual)) return;
      expect(isUnusuallySilent(received + more, usual)).toBe(false);
      expect(isUnusuallySilent(received, Math.max(0, usual - more))).toBe(false);
    }),
  );
});

test("the usual is the mean of comparable days, where there are any", () => {
  expect(usualOf([])).toBeNull();
  expect(usualOf([0, 10, 20])).toBe(10);
});
