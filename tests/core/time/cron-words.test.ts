import { expect, test } from "vitest";
import { readRecurrence, writeRecurrence } from "#core/time/cron-words.ts";

test.for([
  ["0 10 * * *", { every: "day", at: "10:00" }],
  ["30 7 * * 1", { every: "week", on: "monday", at: "07:30" }],
  ["0 0 * * 0", { every: "week", on: "sunday", at: "00:00" }],
  ["5 23 15 * *", { every: "month", day: 15, at: "23:05" }],
] as const)("%s is said in words, and written back the same", ([pattern, words]) => {
  expect(readRecurrence(pattern)).toEqual(words);
  expect(writeRecurrence(words)).toBe(pattern);
});

test("Sunday may be written as seven", () => {
  expect(readRecurrence("0 9 * * 7")).toEqual({ every: "week", on: "sunday", at: "09:00" });
});

test.for([
  "*/5 * * * *",
  "0 10 * * 1-5",
  "0 10 1 * 1",
  "0 10 1 1 *",
  "0 25 * * *",
  "61 1 * * *",
  "0 10 32 * *",
  "often",
  "",
])("%s stays a pattern", (pattern) => {
  expect(readRecurrence(pattern)).toEqual({ every: "other", pattern });
  expect(writeRecurrence({ every: "other", pattern })).toBe(pattern);
});
