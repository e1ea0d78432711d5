import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDefinition } from "#core/automations/definition.ts";
import { readDocument } from "#core/automations/document.ts";
import { readPublishable } from "#core/automations/publishable.ts";
import { checkListedValues } from "#core/conditions/check-values.ts";
import { evaluate } from "#core/conditions/index.ts";
import { Temporal } from "#core/time/time.ts";
import { offersOf } from "#core/triggers/index.ts";

const offered = offersOf("order_cancelled");
const check = (field: string, op: string, value: unknown) =>
  checkListedValues({ field, op, value }, offered, "conditions");

describe("a value that Shopify never sends", () => {
  test.for<[string, string, unknown, string, string]>([
    ["customer.country", "equals", "United States", "value", "“United States” is no country code; use US"],
    ["customer.country", "one_of", ["US", "canada"], "value.1", "“canada” is no country code; use CA"],
    ["customer.province", "equals", "Texas", "value", "“Texas” is no state or province code; use TX"],
    ["customer.province", "equals", "TEXAS", "value", "use TX"],
    ["customer.province", "not_equals", "Western Australia", "value", "use WA"],
    ["customer.locale", "equals", "French", "value", "“French” is no language code; use fr"],
    ["order.presentment_currency", "equals", "US Dollar", "value", "use USD"],
    ["order.financial_status", "equals", "Paid up", "value", "did you mean paid (Paid)"],
    ["order.fulfillment_status", "equals", "shipped", "value", "is no fulfillment status"],
    ["order.source", "equals", "Online Store", "value", "use web"],
    ["order.source", "equals", "Point of Sale", "value", "use pos"],
    ["customer.country", "contains", "United", "op", "cannot be asked of customer.country, for its values are codes"],
    ["order.total", "at_least", { amount: "50.00", currency: "XXX" }, "value.currency", "is no currency code"],
    ["customer.phone", "country_is", ["ZZ"], "value.0", "is no country code"],
  ])("%s %s %o", ([field, op, value, at, message]) => {
    expect(check(field, op, value)).toEqual([
      { path: `conditions.${at}`, message: expect.stringContaining(message) as string },
    ]);
  });
});

describe("a value that Shopify sends", () => {
  test.for<[string, string, unknown]>([
    ["customer.country", "equals", "US"],
    ["customer.country", "equals", "us"],
    ["customer.province", "one_of", ["CA", "NSW", "ENG", "Q ROO", "JP-13"]],
    ["customer.locale", "one_of", ["en", "fr-CA", "de-AT", "sr-Latn"]],
    ["order.financial_status", "equals", "paid"],
    ["order.source", "one_of", ["web", "580111", "my-pos-app"]],
    ["order.total", "at_least", { amount: "50.00", currency: "USD" }],
    ["customer.phone", "country_is", ["US", "GB"]],
    ["customer.tags", "has_any", ["Anything the shop writes"]],
    ["order.note", "contains", "United States"],
  ])("%s %s %o", ([field, op, value]) => expect(check(field, op, value)).toEqual([]));

  test("every listed value is valid", () => {
    const listed = offered.flatMap((field) => (field.options ?? []).map((option) => ({ field, option })));
    expect(listed.length).toBeGreaterThan(500);
    for (const { field, option } of listed) expect(check(field.path, "equals", option.value)).toEqual([]);
  });

  test("the problem of any text names the field's kind of code", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 40 }), (value) => {
        expect(check("customer.country", "equals", value)).toEqual([
          { path: "conditions.value", message: expect.stringContaining("is no country code; ") as string },
        ]);
      }),
    );
  });
});

test("a value is found in groups, in lines and in a branch of any depth", () => {
  const leaf = { field: "customer.country", op: "equals", value: "Canada" };
  expect(checkListedValues({ any: [{ not: { all: [leaf] } }] }, offered, "exitWhen")[0]?.path).toBe(
    "exitWhen.any.0.not.all.0.value",
  );
  const line = { field: "price", op: "at_least", value: { amount: "1.00", currency: "ABC" } };
  expect(check("order.lines", "any_line", line)[0]?.path).toBe("conditions.value.value.currency");
  const document = {
    name: "Canada",
    kind: "marketing",
    trigger: { type: "order_created" },
    reentry: "once",
    steps: [
      { id: "b", type: "branch", arms: [{ id: "a", name: "A", when: leaf, steps: [{ id: "x", type: "exit" }] }] },
    ],
  };
  const problem = { path: "steps.0.arms.0.when.value", message: "“Canada” is no country code; use CA" };
  expect(readPublishable(document)).toEqual({ problems: [problem] });
  expect(readDocument(document)).toEqual({ problems: [problem] });
  // A version that was published before the lists still runs.
  expect(readDefinition(document)).toHaveProperty("definition");
});

test.for<[string, string, boolean]>([
  ["fr", "fr-CA", true],
  ["fr-CA", "fr-CA", true],
  ["fr-CA", "fr", false],
  ["fr", "fy", false],
  ["zh", "zh-TW", true],
])("a language that is %s holds for %s: %s", ([wanted, locale, holds]) => {
  const now = Temporal.Instant.from("2026-11-20T12:00:00Z");
  const ask = (op: string, value: unknown) =>
    evaluate(
      { field: "customer.locale", op, value },
      { values: { customer: { locale } }, offered, now, timezone: "UTC" },
    ).match;
  expect(ask("equals", wanted)).toBe(holds);
  expect(ask("one_of", [wanted])).toBe(holds);
  expect(ask("not_equals", wanted)).toBe(!holds);
});
