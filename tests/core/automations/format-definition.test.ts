import fc from "fast-check";
import { expect, test } from "vitest";
import { outline } from "#core/automations/outline.ts";
import { formatFlow, formatReentry, formatSameSubject } from "#core/automations/format/format-definition.ts";
import { triggers } from "#core/triggers/index.ts";
import { definitionOf, pause, say } from "../definitions.ts";
import { aDefinition } from "./trees.ts";

test("formats an automation line by line: trigger, conditions, steps, exits and re-entry", () => {
  const flow = definitionOf({
    trigger: { type: "order_created" },
    conditions: { field: "customer.sms_consent", op: "is_true" },
    reentry: { after: { amount: 30, unit: "days" } },
    exits: [
      { on: "order_cancelled", match: "subject" },
      { on: "order_created", match: "customer" },
    ],
    exitWhen: { field: "customer.tags", op: "has_any", value: ["stopped"] },
    steps: [
      pause("pause", 1, "days"),
      {
        id: "which",
        type: "branch",
        arms: [
          {
            id: "vip",
            name: "Our best",
            when: { field: "customer.tags", op: "has_any", value: ["vip"] },
            steps: [say("thanks", "Thank you")],
          },
          {
            id: "rest",
            steps: [
              {
                id: "chance",
                type: "split",
                arms: [
                  { id: "a", weight: 9, steps: [say("hello")] },
                  { id: "b", weight: 1, holdout: true, steps: [] },
                ],
              },
            ],
          },
        ],
      },
      { id: "out", type: "exit" },
    ],
  });
  expect(formatFlow(flow)).toEqual([
    "Trigger: Order created",
    "Entry conditions: Subscribed to SMS marketing is yes",
    "1. Wait 1 day",
    "2. Branch",
    "   - Our best (If Tags include any of vip)",
    "     1. SMS: “Thank you”",
    "   - Everyone else",
    "     1. A/B split",
    "        - 90%",
    "          1. SMS: “Hello”",
    "        - 10%, holdout: none of the branches",
    "          nothing",
    "3. Exit",
    "Exit when: Order cancelled (the same order)",
    "Exit when: Order created (the same customer)",
    "Exit conditions: Tags include any of stopped",
    "Re-entry: each customer, but not before 30 days have passed",
  ]);
});

test.each([
  ["once", "Re-entry: each customer once"],
  ["per_subject", "Re-entry: once for each order"],
  ["every_time", "Re-entry: every time"],
] as const)("re-entry %s is told in words", (reentry, line) => {
  expect(formatFlow(definitionOf({ reentry })).at(-1)).toBe(line);
});

test('formats "once for each" with the trigger\'s subject', () => {
  const formatted = (trigger: string) => formatReentry("per_subject", trigger);
  expect(formatted("checkout_abandoned")).toBe("once for each checkout");
  expect(formatted("customer_created")).toBe("once for each customer");
  for (const { type } of triggers) expect(formatted(type)).toMatch(/^once for each [a-z][A-Za-z ]+$/);
  expect(formatSameSubject("checkout_abandoned")).toBe("the same checkout");
  expect(formatSameSubject("birthday")).toBe("the same order, checkout or other item");
});

test("formats every step of any automation without blanks", () => {
  fc.assert(
    fc.property(aDefinition, (definition) => {
      const lines = formatFlow(definition);
      expect(lines.filter((line) => /^\s*\d+\. \S/.test(line)).length).toBeGreaterThanOrEqual(outline(definition).size);
      for (const line of lines) expect(line).not.toMatch(/undefined|null|\[object|^\s*$|- *$/);
    }),
    { numRuns: 60 },
  );
});
