import { expect, test } from "vitest";
import { daysLeft, formatDaysLeft } from "#core/credits/forecast.ts";

test.for<[fact: string, balance: number, spent: number[], days: number | null]>([
  ["at an even pace", 30, [10, 10, 10], 3],
  ["a part of a day is none", 35, [10, 10, 10], 3],
  ["days before the first text do not count", 30, [0, 0, 0, 10, 10], 3],
  ["quiet days after it do", 30, [10, 0], 6],
  ["less than a day", 5, [10], 0],
  ["an empty balance", 0, [10], 0],
  ["nothing was spent", 30, [0, 0, 0], null],
  ["nothing is known", 30, [], null],
  ["a day on which more came back than went does not add days", 30, [10, -4, 10], 4],
])("%s", ([, balance, spent, days]) => {
  expect(daysLeft(balance, spent)).toBe(days);
});

test.for([
  [null, ""],
  [0, "At the pace of the last days they are used up within a day."],
  [1, "At the pace of the last days they last about one more day."],
  [12, "At the pace of the last days they last about 12 more days."],
  [200, "At the pace of the last days they last for more than two months."],
] as const)("%s days in words", ([days, words]) => {
  expect(formatDaysLeft(days)).toBe(words);
});
