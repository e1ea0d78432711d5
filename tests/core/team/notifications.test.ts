import { expect, test } from "vitest";
import { areFailing } from "#core/team/repeated-failures.ts";
import { nextMailAt } from "#core/team/notification-mail.ts";
import { Temporal } from "#core/time/time.ts";

test.for<[failed: number, worked: number, failing: boolean]>([
  [0, 0, false],
  [4, 0, false],
  [5, 0, true],
  [5, 20, true],
  [5, 21, false],
  [100, 400, true],
  [100, 401, false],
])("%s of steps failed, %s worked: failing again and again is %s", ([failed, worked, failing]) =>
  expect(areFailing({ failed, worked })).toBe(failing),
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
