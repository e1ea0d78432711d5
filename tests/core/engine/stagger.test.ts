import fc from "fast-check";
import { expect, test } from "vitest";
import { stagger } from "#core/engine/stagger.ts";
import { Temporal } from "#core/time/time.ts";

const now = Temporal.Instant.from("2026-03-02T15:00:00Z");
const step = (id: string, minutesAgo: number, priority = 5) => ({
  id,
  priority,
  dueAt: now.subtract({ minutes: minutesAgo }),
});
const secondsFromNow = (steps: { id: string; dueAt: Temporal.Instant }[]) =>
  Object.fromEntries(steps.map(({ id, dueAt }) => [id, (dueAt.epochMilliseconds - now.epochMilliseconds) / 1_000]));

test("overdue steps are spread by priority, then due time", () => {
  expect(secondsFromNow(stagger([step("late", 1), step("later", 60), step("urgent", 0, 1)], now))).toEqual({
    urgent: 0,
    later: 0.1,
    late: 0.2,
  });
});

test("a step that is not due keeps its time", () => {
  expect(secondsFromNow(stagger([step("over", 1), step("ahead", -30)], now))).toEqual({ over: 0, ahead: 1_800 });
});

test("however many they are, they are back within ten minutes, in their order, each once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), (many) => {
      const freed = stagger(
        Array.from({ length: many }, (_, at) => step(`s${String(at).padStart(6, "0")}`, 1)),
        now,
      );
      expect(new Set(freed.map(({ id }) => id)).size).toBe(many);
      const times = freed.map(({ dueAt }) => dueAt.epochMilliseconds);
      expect(times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0))).toBe(true);
      expect((times.at(-1) ?? 0) - now.epochMilliseconds).toBeLessThan(10 * 60_000);
    }),
    { numRuns: 20 },
  );
});
