import { describe, expect, test } from "vitest";
import { checkCondition, evaluate, formatCondition } from "#core/conditions/index.ts";
import { Temporal } from "#core/time/time.ts";

const values = {
  customer: { fields: { colour: "Blue", size: 42, renewal: "2026-03-12", member: true } },
  event: { data: { plan: { name: "gold" }, seats: 5, tags: ["a", "b"] } },
};
const scope = { values, offered: [], now: Temporal.Instant.from("2026-03-02T15:00:00Z"), timezone: "America/New_York" };

describe("a key of the merchant's own is what the question, and the value that is there, take it for", () => {
  test.each([
    ["customer.fields.colour", "equals", "blue", true],
    ["customer.fields.colour", "contains", "green", false],
    ["customer.fields.colour", "is_set", undefined, true],
    ["customer.fields.size", "greater_than", 40, true],
    ["customer.fields.size", "is_set", undefined, true],
    ["customer.fields.size", "equals", 42, true],
    ["customer.fields.renewal", "within_next", { amount: 14, unit: "days" }, true],
    ["customer.fields.renewal", "before", "2026-03-01", false],
    ["customer.fields.member", "is_true", undefined, true],
    ["customer.fields.missing", "is_not_set", undefined, true],
    ["customer.fields.missing", "equals", "x", false],
    ["event.data.plan.name", "one_of", ["gold", "silver"], true],
    ["event.data.seats", "between", { from: 1, to: 3 }, false],
    ["event.data.tags", "has_any", ["b"], true],
  ])("%s %s %j: %s", (field, op, value, match) => {
    const question = { field, op, ...(value !== undefined && { value }) };
    expect(checkCondition(question, [])).toEqual([]);
    expect(evaluate(question, scope).match).toBe(match);
    expect(formatCondition(question, [])).not.toBe("");
  });

  test("a question that can be put to no type is refused", () => {
    expect(
      checkCondition({ field: "customer.fields.colour", op: "resembles", value: "blue" }, [], "conditions"),
    ).toEqual([{ path: "conditions.op", message: expect.stringContaining("cannot be asked") }]);
  });

  test("an unknown key stays unknown", () => {
    expect(checkCondition({ field: "customer.secret", op: "equals", value: "x" }, [], "conditions")).toEqual([
      { path: "conditions.field", message: expect.stringContaining("there is no field") },
    ]);
  });
});
