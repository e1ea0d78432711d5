import { describe, expect, test } from "vitest";
import { checkCondition, formatCondition } from "#core/conditions/index.ts";
import { families, operatorOf, operatorsFor } from "#core/conditions/operators/index.ts";
import {
  blankQuestion,
  questionFieldOf,
  customField,
  customFieldTypes,
  controlFormOf,
  withField,
  withOperator,
  type ControlForm,
} from "#core/conditions/question.ts";
import { fieldTypes, type OfferedField } from "#core/automations/fields.ts";

const offered: readonly OfferedField[] = [
  ...fieldTypes.map((type): OfferedField => ({
    path: `order.${type}`,
    label: type,
    type,
    ...(type === "money" && { currency: "order.currency" }),
    ...(type === "lines" && { of: [{ path: "vendor", label: "Vendor", type: "text" as const }] }),
  })),
  { path: "order.placed_at", label: "Placed", type: "date" },
  { path: "order.paid", label: "Payment", type: "text", options: [{ value: "paid", label: "Paid" }] },
  { path: "order.ways", label: "Ways", type: "list", options: [{ value: "sea", label: "By sea" }] },
];
const named = (path: string): OfferedField => offered.find((field) => field.path === path) ?? customField(path, "text");

/** Values that a merchant can enter in each form. */
const set: Record<ControlForm, unknown> = {
  none: undefined,
  text: "vip",
  choice: "paid",
  list: ["vip"],
  choices: ["sea"],
  number: 3,
  number_range: { from: 1, to: 3 },
  money: { amount: "50.00", currency: "USD" },
  money_range: { from: "10", to: "50.00", currency: "USD" },
  date: "2026-11-27",
  date_range: { from: "2026-11-27", to: "2026-11-30" },
  days: 7,
  duration: { amount: 2, unit: "days" },
  field_and_days: { field: "order.placed_at", days: 7 },
  month_day: "12-24",
  countries: ["US"],
  count: { is: "at_least", count: 2 },
  condition: { all: [{ field: "vendor", op: "is_set" }] },
  condition_count: { is: "at_least", count: 2, where: { field: "vendor", op: "is_set" } },
};

const questions = offered.flatMap((field) =>
  operatorsFor(field).map((operator) => ({ name: `${field.path} ${operator.key}`, field, operator })),
);

describe("every operator of every type", () => {
  test.for(questions)("$name: may be set by its form, and is then without fault", ({ field, operator }) => {
    const form = controlFormOf(operator, field);
    const value = set[form];
    expect(
      checkCondition({ field: field.path, op: operator.key, ...(value !== undefined && { value }) }, offered),
    ).toEqual([]);
  });

  test.for(questions)("$name: not set yet, it wants nothing but its value", ({ field, operator }) => {
    const leaf = withOperator({ field: field.path, op: "" }, field, operator.key, "EUR");
    expect(leaf).toMatchObject({ field: field.path, op: operator.key });
    expect(checkCondition(leaf, offered).filter(({ path }) => !/^value\b/.test(path))).toEqual([]);
    expect(formatCondition(leaf, offered)).not.toMatch(/[{}[\]]/);
  });

  test.for(questions)("$name: a value stays when the question is asked the other way", ({ field, operator }) => {
    const leaf = { field: field.path, op: operator.key, value: set[operator.form] };
    for (const other of operatorsFor(field)) {
      const next = withOperator(leaf, field, other.key, "USD");
      if (other.form === operator.form) expect(next.value, `${operator.key} to ${other.key}`).toBe(leaf.value);
      else
        expect(checkCondition(next, offered).some(({ message }) => /takes no value|another kind/.test(message))).toBe(
          false,
        );
    }
  });

  test("has a meaning of its own in the list", () => {
    for (const field of offered) {
      const listed = operatorsFor(field).map(({ label, listed: said }) => said ?? label);
      expect(new Set(listed).size).toBe(listed.length);
    }
  });
});

test("every operator is offered somewhere", () => {
  const offeredKeys = new Set(questions.map(({ field, operator }) => `${field.type} ${operator.key}`));
  for (const { types, operators } of families)
    for (const type of types) for (const { key } of operators) expect(offeredKeys).toContain(`${type} ${key}`);
});

test("a field with options has no operators for parts of a text", () => {
  expect(operatorsFor(named("order.paid")).map(({ key }) => key)).toEqual([
    "equals",
    "not_equals",
    "one_of",
    "is_set",
    "is_not_set",
  ]);
});

test.for<[string, string, unknown, string, unknown]>([
  ["order.text", "equals", "vip", "one_of", ["vip"]],
  ["order.text", "one_of", ["vip", "new"], "equals", "vip"],
  ["order.number", "at_least", 3, "between", { from: 3 }],
  ["order.number", "between", { from: 3, to: 5 }, "at_least", 3],
  ["order.money", "at_least", { amount: "5", currency: "EUR" }, "between", { from: "5", to: "", currency: "EUR" }],
  ["order.money", "between", { from: "5", to: "6", currency: "EUR" }, "at_most", { amount: "5", currency: "EUR" }],
  ["order.date", "on", "2026-11-27", "between", { from: "2026-11-27", to: "" }],
  ["order.date", "days_ago", 3, "in_last", { amount: 3, unit: "days" }],
  ["order.lines", "any_line", { all: [] }, "count", { is: "at_least", count: 1, where: { all: [] } }],
  ["order.text", "is_set", undefined, "equals", ""],
])("%s: %s %j becomes %s %j", ([path, op, value, next, kept]) => {
  expect(withOperator({ field: path, op, value }, named(path), next, "USD").value).toEqual(kept);
});

describe("another field", () => {
  test("keeps the question and its value where they fit", () => {
    const leaf = { field: "order.number", op: "at_least", value: 3 };
    expect(
      withField(leaf, { path: "order.count", label: "Count", type: "number" }, named("order.number"), "USD"),
    ).toEqual({ ...leaf, field: "order.count" });
  });

  test("is asked its first question where they do not", () => {
    expect(
      withField(
        { field: "order.number", op: "at_least", value: 3 },
        named("order.boolean"),
        named("order.number"),
        "USD",
      ),
    ).toEqual({ field: "order.boolean", op: "is_true" });
    expect(
      withField({ field: "order.text", op: "equals", value: "vip" }, named("order.paid"), named("order.text"), "USD"),
    ).toEqual({ field: "order.paid", op: "equals", value: "" });
    expect(withField(blankQuestion(), named("order.money"), undefined, "CAD")).toEqual({
      field: "order.money",
      op: "equals",
      value: { amount: "", currency: "CAD" },
    });
  });
});

describe("a field of the merchant's own", () => {
  const path = "customer.fields.renewal";

  test.for<[string, unknown, string]>([
    ["equals", "gold", "text"],
    ["equals", 3, "number"],
    ["at_least", 3, "number"],
    ["on", "2026-11-27", "date"],
    ["has_any", ["a"], "list"],
    ["is_true", undefined, "boolean"],
    ["is_set", undefined, "text"],
    ["at_least", undefined, "number"],
  ])("asked %s %j, is taken for a %s", ([op, value, type]) => {
    expect(questionFieldOf({ field: path, op, value }, offered)).toEqual({ path, label: "renewal", type });
  });

  test("is what the person says it is, as long as the question can be put to that", () => {
    expect(questionFieldOf({ field: path, op: "is_set" }, offered, "date")?.type).toBe("date");
    expect(questionFieldOf({ field: path, op: "contains", value: "x" }, offered, "date")?.type).toBe("text");
  });

  test("may be taken for any type that has a question", () => {
    for (const type of customFieldTypes) {
      const leaf = withField(blankQuestion(), customField(path, type), undefined, "USD");
      expect(operatorOf(type, leaf.op)).toBeDefined();
    }
  });

  test("reports a missing value at the value's path", () => {
    expect(checkCondition({ field: path, op: "equals", value: "" }, offered)).toEqual([
      { path: "value", message: "write what to compare with" },
    ]);
  });
});

test("a question without a field is reported and formatted as unfinished", () => {
  const condition = { all: [blankQuestion(), { field: "order.text", op: "is_set" }] };
  expect(checkCondition(condition, offered)).toEqual([{ path: "all.0.field", message: "choose a property" }]);
  expect(formatCondition(condition, offered)).toBe("…, and text is set");
});
