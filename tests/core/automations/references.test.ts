import { expect, test } from "vitest";
import { referencesOf } from "#core/automations/references.ts";
import { definitionOf, say } from "../definitions.ts";

const [one, two, three] = [
  "0197c0de-0000-7000-8000-000000000001",
  "0197c0de-0000-7000-8000-000000000002",
  "0197c0de-0000-7000-8000-000000000003",
];

test("what a definition names of the shop's is found in steps, in arms and in the trigger, each with its place", () => {
  const definition = definitionOf({
    trigger: { type: "segment_joined", config: { segment: one } },
    steps: [
      { id: "add", type: "add_to_segment", config: { segmentId: two } },
      {
        id: "fork",
        type: "branch",
        arms: [
          { id: "all", steps: [say("hi"), { id: "start", type: "start_automation", config: { automationId: three } }] },
        ],
      },
    ],
  });
  expect(referencesOf(definition)).toEqual([
    { to: "segment", path: "trigger.config.segment", id: one },
    { to: "segment", path: "steps.0.config.segmentId", id: two },
    { to: "automation", path: "steps.1.arms.0.steps.1.config.automationId", id: three },
  ]);
});

test("a segment by name, or Shopify's by number, is not checked", () => {
  expect(
    referencesOf(definitionOf({ trigger: { type: "segment_joined", config: { segment: "Big spenders" } } })),
  ).toEqual([]);
});
