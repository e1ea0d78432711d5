import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_ATTEMPTS, nextAttemptAt } from "#core/engine/backoff.ts";
import { Temporal } from "#core/time/time.ts";
import { at } from "../instant.ts";

const NOW = at("2026-05-04T16:00:00Z");
const seconds = (attempts: number, id: string) => nextAttemptAt(NOW, attempts, id).since(NOW).total("seconds");
const anId = fc.uuid();

test("the wait doubles from five seconds to a quarter of an hour", () => {
  const middle = "00007fff";
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((attempts) => Math.round(seconds(attempts, middle)))).toEqual([
    5, 10, 20, 40, 80, 160, 320, 640, 900, 900,
  ]);
});

test("a row's waits never get shorter, and stay within a quarter of what they would be", () => {
  fc.assert(
    fc.property(anId, fc.nat(2_000), (id, attempts) => {
      const wait = seconds(attempts, id);
      const plain = Math.min(900, 5 * 2 ** Math.max(0, attempts - 1));
      expect(wait).toBeGreaterThanOrEqual(plain * 0.75);
      expect(wait).toBeLessThanOrEqual(plain * 1.25);
      expect(seconds(attempts + 1, id)).toBeGreaterThanOrEqual(wait);
    }),
  );
});

test("rows that failed together come back apart", () => {
  const tries = Array.from({ length: 100 }, (_, n) =>
    nextAttemptAt(NOW, 3, `0198a4c2-1111-7000-8000-${(n * 655).toString(16).padStart(12, "0")}`),
  );
  expect(new Set(tries.map(String)).size).toBe(100);
  const [first, last] = [tries[0], tries.at(-1)];
  expect(first && last && Temporal.Instant.compare(first, last)).toBe(-1);
});

test("an id that is no number waits the least", () => {
  expect(seconds(1, "zz")).toBe(3.75);
  expect(seconds(1, "")).toBe(3.75);
});

test("a text that did not go out is tried several times", () => {
  expect(MAX_ATTEMPTS).toBeGreaterThan(3);
});
