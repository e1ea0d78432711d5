import { expect, test } from "vitest";
import { setupOf, type SetupFacts, type SetupPart } from "#core/team/setup-guide.ts";

const fresh: SetupFacts = {
  senderName: null,
  hasNumber: false,
  disclosure: null,
  hasAutomation: false,
  automationOn: false,
  hadCredits: false,
  testSent: false,
};

test.for<[fact: string, change: Partial<SetupFacts>, done: SetupPart[]]>([
  ["a new shop has done nothing", {}, []],
  ["a name that was confirmed", { senderName: "Juniper" }, ["sender"]],
  ["a number that the carriers look at", { hasNumber: true }, ["number"]],
  ["a consent text that was confirmed", { disclosure: { text: "I agree", version: "2026-11-20" } }, ["consent"]],
  ["an automation, though it is a draft", { hasAutomation: true }, ["automation"]],
  ["an automation that is on", { hasAutomation: true, automationOn: true }, ["automation", "on"]],
  ["credits that came in", { hadCredits: true }, ["credits"]],
  ["a test text that went out", { testSent: true }, ["test"]],
  [
    "everything",
    {
      senderName: "Juniper",
      hasNumber: true,
      disclosure: {},
      hasAutomation: true,
      automationOn: true,
      hadCredits: true,
      testSent: true,
    },
    ["sender", "number", "consent", "automation", "credits", "test", "on"],
  ],
])("%s", ([, change, done]) => {
  const steps = setupOf({ ...fresh, ...change });
  expect(steps).toHaveLength(7);
  expect(steps.filter((step) => step.done).map(({ part }) => part)).toEqual(done);
});

test("a shop that texts from the installation's number is not asked for one", () => {
  expect(setupOf({ ...fresh, hasNumber: null }).map(({ part }) => part)).toEqual([
    "sender",
    "consent",
    "automation",
    "credits",
    "test",
    "on",
  ]);
});
