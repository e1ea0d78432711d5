import { expect, test } from "vitest";
import { jobs, priorities, queueNames } from "#core/operations/jobs.ts";

test("critical goes before high, normal and low", () => {
  const { critical, high, normal, low } = priorities;
  expect([low, critical, normal, high].toSorted((a, b) => a - b)).toEqual([critical, high, normal, low]);
});

test.for(Object.entries(jobs))("%s has a queue that exists, and is tried more than once", ([, { queue, attempts }]) => {
  expect(queueNames).toContain(queue);
  expect(attempts).toBeGreaterThan(1);
});

test("a job of an earlier release, with more or less beside its row's id, is still understood", () => {
  expect(jobs["steps.run"].payload.parse({ id: "s1", priority: 1 })).toEqual({ id: "s1" });
  expect(jobs["steps.run"].payload.safeParse({}).success).toBe(false);
});
