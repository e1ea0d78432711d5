import fc from "fast-check";
import { expect, test } from "vitest";
import { nextTaskRun } from "#core/operations/task-schedule.ts";
import { nextRun } from "#core/time/next-run.ts";
import { Temporal } from "#core/time/time.ts";

const nightly = { pattern: "0 30 3 * * *", timezone: "UTC" };
const now = Temporal.Instant.from("2026-03-02T03:31:17.313Z");

test.each([
  [0, "2026-03-03T03:30:00Z"],
  [1, "2026-03-02T03:31:47.313Z"],
  [2, "2026-03-02T03:32:17.313Z"],
  [5, "2026-03-02T03:39:17.313Z"],
  [8, "2026-03-02T04:31:17.313Z"],
  [40, "2026-03-02T04:31:17.313Z"],
])("after %i failures in a row, a nightly task runs at %s", (failures, at) => {
  expect(nextTaskRun(nightly, { now, failures, jitter: 0 })?.toString()).toBe(at);
});

test("a retry is in the future, and never later than the next tick", () => {
  const patterns = ["*/15 * * * * *", "0 * * * * *", "40 */5 * * * *", "0 30 3 * * *"];
  fc.assert(
    fc.property(
      fc.constantFrom(...patterns),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 86_400_000 }),
      (pattern, failures, jitter, ms) => {
        const at = now.add({ milliseconds: ms });
        const next = nextTaskRun({ pattern, timezone: "UTC" }, { now: at, failures, jitter });
        const tick = nextRun(pattern, "UTC", at);
        if (!next || !tick) throw new Error("it has no next run");
        expect(Temporal.Instant.compare(next, at)).toBe(1);
        expect(Temporal.Instant.compare(next, tick)).not.toBe(1);
      },
    ),
  );
});
