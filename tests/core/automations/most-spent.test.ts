import { expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { maxTotal } from "#core/automations/most-spent.ts";
import { definitionOf } from "../definitions.ts";

const text = (id: string) => ({ id, type: "send_sms", config: { body: "hello" } });
const most = (steps: DefinitionDocument["steps"], costs: Record<string, number>) =>
  maxTotal(definitionOf({ steps }).steps, (id) => costs[id] ?? 0);

test("steps one after another add up", () => {
  expect(
    most([text("a"), { id: "w", type: "wait", config: { for: { amount: 1, unit: "days" } } }, text("b")], {
      a: 1,
      b: 2,
    }),
  ).toBe(3);
});

test("of ways that part, the dearest counts, and what comes after them all counts too", () => {
  const branch = {
    id: "or",
    type: "branch",
    arms: [
      { id: "one", when: { field: "customer.first_name", op: "is_set" }, steps: [text("a"), text("b")] },
      { id: "other", steps: [text("c")] },
    ],
  };
  expect(most([branch, text("d")], { a: 1, b: 1, c: 5, d: 10 })).toBe(15);
});
