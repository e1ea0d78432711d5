import { expect, test } from "vitest";
import { isFailing } from "#core/team/repeated-failures.ts";
import { nextMailAt } from "#core/team/notification-mail.ts";
import { Temporal } from "#core/time/time.ts";

test.for<[failed: number, worked: number, lastFailed: number, lastTried: number, failing: boolean]>([
  [0, 0, 0, 0, false],
  [1, 0, 1, 1, false],
  [2, 0, 2, 2, false],
  [3, 0, 3, 3, true],
  [1, 0, 3, 3, true],
  [3, 1, 2, 3, false],
  [5, 0, 3, 3, true],
  [5, 20, 1, 3, true],
  [5, 21, 1, 3, false],
  [100, 400, 0, 3, true],
  [100, 401, 0, 3, false],
])(
  "%s tries of a step failed, %s worked, %s of the last %s failed: told is %s",
  ([failed, worked, lastFailed, tried, told]) =>
    expect(isFailing({ failed, worked, last: { failed: lastFailed, tried } })).toBe(told),
);

test("a mail server that is away is asked after ever longer times, an hour at most, for a day", () => {
  const since = Temporal.Instant.from("2026-11-20T12:00:00Z");
  let now = since;
  const pauses: number[] = [];
  for (let tries = 1; ; tries++) {
    const again = nextMailAt(tries, since, now);
    if (!again) break;
    pauses.push(now.until(again).total("minutes"));
    now = again;
  }
  expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(since.until(now).total("hours")).toBeLessThanOrEqual(24);
  expect(since.until(now).total("hours")).toBeGreaterThan(22);
});
