import { expect, test } from "vitest";
import { setupOf, type SetupFacts, type SetupPart } from "#core/home/setup.ts";

const fresh: SetupFacts = { senderName: null, disclosure: null, automationOn: false, hadCredits: false, testSent: false };

test.for<[fact: string, change: Partial<SetupFacts>, done: SetupPart[]]>([
  ["a new shop has done nothing", {}, []],
  ["a name that was confirmed", { senderName: "Juniper" }, ["sender"]],
  ["a consent text that was confirmed", { disclosure: { text: "I agree", version: "2026-11-20" } }, ["consent"]],
  ["an automation that is on", { automationOn: true }, ["automation"]],
  ["credits that came in", { hadCredits: true }, ["credits"]],
  ["a test text that went out", { testSent: true }, ["test"]],
  ["everything", { senderName: "Juniper", disclosure: {}, automationOn: true, hadCredits: true, testSent: true }, ["sender", "consent", "automation", "credits", "test"]],
])("%s", ([, change, done]) => {
  const steps = setupOf({ ...fresh, ...change });
  expect(steps).toHaveLength(5);
  expect(steps.filter((step) => step.done).map(({ part }) => part)).toEqual(done);
});
