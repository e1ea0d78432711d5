import { describe, expect, test } from "vitest";
import { codeObjection, nextCodeAt } from "#core/team/number-code.ts";
import { Temporal } from "#core/time/time.ts";

const now = Temporal.Instant.from("2026-03-02T15:00:00Z");
const ago = (...minutes: number[]) => minutes.map((count) => now.subtract({ minutes: count }));

describe("a code for a number of the team", () => {
  test.each([
    ["the first", [], [], null],
    ["after two of the hour", ago(1, 2), ago(1, 2), null],
    ["after three of the hour, when the first of them is an hour old", ago(50, 2, 1), [], 10],
    ["of other shops to the same number, too", ago(59, 58, 57), ago(57), 1],
    ["after three that are an hour old", ago(60, 61, 62), [], null],
    ["after six of the day, when the first of them is a day old", ago(1430, 1300, 1200, 1100, 1000, 900), [], 10],
    ["of one shop to ever other numbers, after five of the hour", [], ago(30, 20, 10, 5, 1), 30],
    [
      "of one shop to ever other numbers, after fifteen of the day",
      [],
      ago(...Array.from({ length: 15 }, (_, index) => 1_420 - index * 90)),
      20,
    ],
    ["after both limits, when the later one allows it", ago(59, 58, 57), ago(30, 20, 10, 5, 1), 30],
  ])("%s", (_name, toNumber, byShop, minutes) => {
    expect(nextCodeAt({ toNumber, byShop }, now)?.toString() ?? null).toBe(
      minutes === null ? null : now.add({ minutes }).toString(),
    );
  });

  test.each([
    ["none was sent", null, "expired"],
    ["it is fresh", { createdAt: now, wrongTries: 4 }, null],
    ["it is nearly ten minutes old", { createdAt: now.subtract({ minutes: 9 }), wrongTries: 0 }, null],
    ["it is ten minutes old", { createdAt: now.subtract({ minutes: 10 }), wrongTries: 0 }, "expired"],
    ["it was typed wrong five times", { createdAt: now, wrongTries: 5 }, "too_many_tries"],
  ] as const)("proves a number or not when %s", (_name, code, objection) => {
    expect(codeObjection(code, now)).toBe(objection);
  });
});
