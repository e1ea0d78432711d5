import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCondition, type Condition } from "#core/conditions/index.ts";
import { offered, scenarios } from "./scenarios.ts";
import { aCondition, questionOf } from "./world.ts";

const total: Condition = { field: "order.total", op: "at_least", value: { amount: "50.00", currency: "USD" } };
const tags: Condition = { field: "customer.tags", op: "has_any", value: ["vip", "wholesale"] };
const note: Condition = { field: "order.note", op: "contains", value: "gift" };
const ask = (field: string, op: string, value?: unknown): Condition => ({ field, op, value });

test.for<[Condition, string]>([
  [{ all: [total, tags] }, "Order total is at least 50.00 USD, and Tags include any of vip, wholesale"],
  [
    { any: [{ all: [total, note] }, { not: tags }] },
    "(Order total is at least 50.00 USD, and Order note contains “gift”), or not so that Tags " +
      "include any of vip, wholesale",
  ],
  [{ not: { any: [total, note] } }, "Not so that (Order total is at least 50.00 USD, or Order note contains “gift”)"],
  [{ all: [] }, "Always"],
  [ask("order.item_count", "between", { from: 1, to: 3 }), "Number of items is between 1 and 3"],
  [ask("order.placed_at", "in_last", { amount: 1, unit: "days" }), "Order date is in the last 1 day"],
  [ask("order.placed_at", "days_ahead", 7), "Order date is 7 days from today"],
  [ask("order.placed_at", "days_ago", 1), "Order date was 1 day ago"],
  [
    ask("order.placed_at", "days_after_field", { field: "customer.since", days: 30 }),
    "Order date is after Customer since by 30 days",
  ],
  [ask("customer.birthday", "same_day_and_month", "12-24"), "Birthday falls each year on 12-24"],
  [ask("customer.phone", "country_is", ["US", "CA"]), "Phone number is a number of US, CA"],
  [ask("customer.accepts", "is_true"), "Agreed to texts is yes"],
  [ask("customer.tags", "count", { is: "at_least", count: 2 }), "Tags have a count that is at least 2"],
  [
    ask(
      "customer.tags",
      "has_all",
      Array.from({ length: 12 }, (_, at) => `t${at}`),
    ),
    "Tags include all of t0, t1, t2, t3, t4, t5, t6, t7, t8, t9 and 2 more",
  ],
  [
    ask("order.lines", "any_line", { all: [ask("vendor", "equals", "Acme"), ask("quantity", "at_least", 2)] }),
    "Order lines include one where (Vendor is “Acme”, and Quantity is at least 2)",
  ],
  [
    ask("order.lines", "count", { is: "at_most", count: 3, where: ask("vendor", "is_set") }),
    "Order lines have a count that is at most 3, counting those where (Vendor is set)",
  ],
  [ask("order.gone", "resembles", 7), "Order.gone resembles 7"],
])("%j reads: %s", ([condition, line]) => {
  expect(formatCondition(condition, offered)).toBe(line);
});

test("formats every operator with its label", () => {
  for (const scenario of scenarios) {
    const label = offered.find(({ path }) => path === scenario.field)?.label ?? "";
    expect(formatCondition(questionOf(scenario), offered).startsWith(`${label} `)).toBe(true);
  }
});

test("formats every condition in one line that is never empty", () => {
  fc.assert(
    fc.property(aCondition, (condition) => {
      expect(formatCondition(condition, offered)).toMatch(/^[^\n]+$/);
    }),
  );
});
