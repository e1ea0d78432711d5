import { expect, test } from "vitest";
import { tasks } from "#services/operations/run-task.server.ts";
import { formatPattern } from "#text/pattern.ts";

test.for([
  ["*/15 * * * * *", "Every 15 seconds"],
  ["* * * * * *", "Every second"],
  ["5 * * * * *", "Every minute"],
  ["35 */5 * * * *", "Every 5 minutes"],
  ["0 7 * * * *", "Every hour"],
  ["0 7 */6 * * *", "Every 6 hours"],
  ["0 30 3 * * *", "Every day at 3:30 am (UTC)"],
  ["0 0 0 * * *", "Every day at 12:00 am (UTC)"],
  ["0 15 13 * * 1", "Every Monday at 1:15 pm (UTC)"],
  ["0 0 12 1 * *", "On day 1 of every month at 12:00 pm (UTC)"],
  ["0 0 12 1 1 *", "Cron pattern 0 0 12 1 1 *"],
  ["0 0,30 9-17 * * 1-5", "Cron pattern 0 0,30 9-17 * * 1-5"],
  ["0 9 * * 1", "Cron pattern 0 9 * * 1"],
])("%s is: %s", ([pattern, said]) => expect(formatPattern(pattern ?? "", "UTC")).toBe(said));

test("the reader's own clock needs no name", () => {
  expect(formatPattern("0 30 3 * * *")).toBe("Every day at 3:30 am");
});

test("every task of ours runs by a pattern that has plain words", () => {
  for (const { pattern } of Object.values(tasks)) expect(formatPattern(pattern, "UTC")).not.toContain("pattern");
});
