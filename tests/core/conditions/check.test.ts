import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkCondition, condition as schema } from "#core/conditions/index.ts";
import { offered } from "./scenarios.ts";
import { aCondition } from "./world.ts";

const check = (condition: unknown) => checkCondition(condition, offered, "conditions");
const leaf = { field: "order.note", op: "is_set" };
const deep = (levels: number): unknown => (levels <= 1 ? leaf : { not: deep(levels - 1) });

describe("is refused, with its place and what to do", () => {
  test.for([
    [
      "a field that is not there",
      { all: [{ field: "order.totl", op: "is_set" }] },
      "conditions.all.0.field",
      /no field "order.totl" here; did you mean order.total\?$/,
    ],
    [
      "an operator of another type",
      { field: "order.item_count", op: "contains", value: "x" },
      "conditions.op",
      /"contains" cannot be asked of order.item_count, which is a number; use one of equals, not_equals, less_than/,
    ],
    ["no operator", { field: "order.note" }, "conditions.op", /use one of equals/],
    [
      "a text for a number",
      { not: { field: "order.item_count", op: "at_least", value: "3" } },
      "conditions.not.value",
      /use a number/,
    ],
    [
      "a number for an amount",
      { all: [{ field: "order.total", op: "at_least", value: { amount: 50, currency: "USD" } }] },
      "conditions.all.0.value.amount",
      /write the amount as text/,
    ],
    [
      "an amount in words",
      { field: "order.total", op: "at_least", value: { amount: "fifty", currency: "USD" } },
      "conditions.value.amount",
      /as digits with a point/,
    ],
    [
      "a currency by its sign",
      { field: "order.total", op: "at_least", value: { amount: "50", currency: "$" } },
      "conditions.value.currency",
      /three capital letters/,
    ],
    [
      "a key too many",
      { field: "order.total", op: "at_least", value: { amount: "50", currency: "USD", tax: true } },
      "conditions.value",
      /tax/,
    ],
    [
      "a value where none is needed",
      { field: "order.note", op: "is_set", value: true },
      "conditions.value",
      /takes no value/,
    ],
    ["no value where one is needed", { field: "order.note", op: "contains" }, "conditions.value", /use a text/],
    ["an empty list", { field: "customer.tags", op: "has_any", value: [] }, "conditions.value", /name at least one/],
    [
      "numbers the wrong way round",
      { field: "order.item_count", op: "between", value: { from: 3, to: 1 } },
      "conditions.value.to",
      /must not be less/,
    ],
    [
      "amounts the wrong way round",
      { field: "order.total", op: "between", value: { from: "10.00", to: "9.00", currency: "USD" } },
      "conditions.value.to",
      /must not be less/,
    ],
    [
      "dates the wrong way round",
      { field: "order.placed_at", op: "between", value: { from: "2026-02-01", to: "2026-01-31" } },
      "conditions.value.to",
      /must not be earlier/,
    ],
    [
      "a day that no calendar has",
      { field: "order.placed_at", op: "on", value: "2026-02-30" },
      "conditions.value",
      /use a day such as/,
    ],
    [
      "a month and day that no calendar has",
      { field: "customer.birthday", op: "same_day_and_month", value: "02-30" },
      "conditions.value",
      /12-24/,
    ],
    [
      "a country by its name",
      { field: "customer.phone", op: "country_is", value: ["US", "France"] },
      "conditions.value.1",
      /two capital letters/,
    ],
    [
      "another date that is none",
      { field: "order.placed_at", op: "days_after_field", value: { field: "order.total", days: 3 } },
      "conditions.value.field",
      /order.total is an amount of money; name a date/,
    ],
    [
      "another date that is not there",
      { field: "order.placed_at", op: "days_after_field", value: { field: "customer.sinc", days: 3 } },
      "conditions.value.field",
      /did you mean customer.since/,
    ],
    [
      "a field that lines do not have",
      { field: "order.lines", op: "any_line", value: { any: [{ field: "order.note", op: "is_set" }] } },
      "conditions.value.any.0.field",
      /no field "order.note" here; use one of .*vendor/,
    ],
    ["nothing asked of lines", { field: "order.lines", op: "any_line" }, "conditions.value", /must be a group/],
    [
      "a fault in what is counted",
      { field: "order.lines", op: "count", value: { is: "at_least", count: 1, where: { field: "vendor", op: "is" } } },
      "conditions.value.where.op",
      /use one of/,
    ],
    [
      "a fault in the count",
      { field: "order.lines", op: "count", value: { is: "some", count: 1, where: { field: "vendor", op: "is_set" } } },
      "conditions.value.is",
      /use one of equals/,
    ],
    ["a text", "always", "conditions", /must be a group/],
    ["an empty record", {}, "conditions", /must be a group/],
    ["two shapes at once", { all: [], any: [leaf] }, "conditions", /has both "all" and "any"; keep one/],
    ["something more", { all: [], name: "x" }, "conditions.name", /does not belong/],
    ["a group that is no list", { all: leaf }, "conditions.all", /must be a list/],
    ["an empty choice", { any: [] }, "conditions.any", /would never hold/],
    ["too deep a nest", deep(9), `conditions${".not".repeat(8)}`, /deeper than 8/],
    [
      "too deep a nest on lines",
      { all: [{ field: "order.lines", op: "any_line", value: deep(7) }] },
      `conditions.all.0.value${".not".repeat(6)}`,
      /deeper than 8/,
    ],
    ["too deep a nest to walk", deep(3_000), `conditions${".not".repeat(8)}`, /deeper than 8/],
    [
      "too long a group",
      { all: Array.from({ length: 101 }, () => leaf) },
      "conditions.all",
      /holds 101 conditions, 100 at most/,
    ],
    [
      "too many questions",
      { all: [{ all: Array.from({ length: 60 }, () => leaf) }, { all: Array.from({ length: 60 }, () => leaf) }] },
      "conditions",
      /asks 120 questions, 100 at most/,
    ],
  ] as const)("%s", ([, condition, path, message]) => {
    expect(check(condition)).toEqual([{ path, message: expect.stringMatching(message) }]);
  });
});

test("all problems are reported at once", () => {
  const condition = {
    any: [
      { field: "order.totl", op: "is_set" },
      { not: { field: "order.total", op: "between", value: { from: "x", to: 3, currency: "usd" } } },
      {
        all: [
          { any: [] },
          { field: "order.lines", op: "every_line", value: { field: "tags", op: "equals", value: "x" } },
        ],
      },
    ],
  };
  expect(checkCondition(condition, offered).map(({ path }) => path)).toEqual([
    "any.0.field",
    "any.1.not.value.from",
    "any.1.not.value.to",
    "any.1.not.value.currency",
    "any.2.all.0.any",
    "any.2.all.1.value.op",
  ]);
});

test("where nothing is offered, nothing is proposed", () => {
  expect(checkCondition(leaf, [])).toEqual([
    { path: "field", message: 'there is no field "order.note" here; there is none to ask about' },
  ]);
});

test("eight levels and a hundred questions are allowed", () => {
  expect(check(deep(8))).toEqual([]);
  expect(check({ all: Array.from({ length: 100 }, () => leaf) })).toEqual([]);
  expect(check({ all: [] })).toEqual([]);
});

test("any document can be checked, and a valid one matches the schema", () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({
      field: fc.oneof(fc.constantFrom(...offered.map(({ path }) => path)), fc.jsonValue()),
      op: fc.oneof(fc.constantFrom("equals", "is_set", "any_line", "count"), fc.jsonValue()),
      value: fc.jsonValue(),
    }),
    fc.record({ all: fc.jsonValue(), any: fc.jsonValue(), not: fc.jsonValue() }, { requiredKeys: [] }),
    aCondition,
  );
  fc.assert(
    fc.property(anything, (document) => {
      expect(checkCondition(document, offered).length > 0 || schema.safeParse(document).success).toBe(true);
    }),
  );
});

test("what a merchant may save goes through JSON and the schema and comes out the same", () => {
  fc.assert(
    fc.property(aCondition, (condition) => {
      const written = JSON.stringify(condition);
      expect(JSON.stringify(schema.parse(JSON.parse(written)))).toBe(written);
      expect(checkCondition(condition, offered)).toEqual([]);
    }),
  );
});
