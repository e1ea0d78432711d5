import { expect, test } from "vitest";
import { fieldsFound } from "#components/automations/conditions/field-search.ts";
import { offersOf, triggerTypes } from "#core/triggers/index.ts";
import { text } from "#text/en.ts";

const offered = offersOf("order_created");
const paths = (typed: string) =>
  fieldsFound(offered, typed).map(({ title, fields }) => [title, fields.map(({ path }) => path)]);

test.for<[string, unknown]>([
  [
    "total",
    [
      ["Order", ["order.total", "order.subtotal", "order.presentment_total"]],
      ["Customer", ["customer.total_spent"]],
    ],
  ],
  ["customer TAG", [["Customer", ["customer.tags"]]]],
  ["order.name", [["Order", ["order.name"]]]],
  ["nothing like it", []],
])("“%s” finds %j", ([typed, found]) => {
  expect(paths(typed)).toEqual(found);
});

test("every field of every trigger has a group with a name of its own", () => {
  for (const type of triggerTypes) {
    const offers = offersOf(type).filter((field) => field.offered !== false);
    expect(fieldsFound(offers, "").flatMap(({ fields }) => fields)).toHaveLength(offers.length);
    expect(fieldsFound(offers, "").map(({ title }) => title)).not.toContain(text.conditions.ownGroup);
  }
});

test("the fields of one item stand together", () => {
  const lines = offered.find(({ path }) => path === "order.lines");
  expect(fieldsFound(lines?.of ?? [], "").map(({ title }) => title)).toEqual(["Each item"]);
});
