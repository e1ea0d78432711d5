import fc from "fast-check";
import type { OfferedField } from "#core/automations/fields.ts";
import type { Condition } from "#core/conditions/index.ts";
import { familyOf } from "#core/conditions/operators/index.ts";
import type { ValueForm } from "#core/conditions/operators/define.ts";
import { segments, words } from "./population.ts";

const days = fc.constantFrom("2026-03-02", "2026-02-27", "2024-02-29", "2025-11-02");
const moments = fc.oneof(
  days,
  fc.constantFrom("2026-03-02T15:00:00Z", "2026-02-27T05:00:00+00:00", "2026-03-01T20:00:00-05:00"),
);
const amount = fc.constantFrom("0", "9.99", "50", "120.5");
const currency = fc.constantFrom("USD", "EUR");
const numbers = fc.constantFrom(0, 1, 2, 2.5, 3, 30);
const texts = fc.constantFrom(
  "ada",
  "É",
  "émile",
  "o'n",
  "%_",
  "US",
  "fr",
  "NY",
  "enabled",
  "mug",
  "Acme",
  "1",
  "03",
  "subscribed",
  "example",
  "inci",
  "İnci",
);
const count = fc.record({
  is: fc.constantFrom("equals", "not_equals", "less_than", "at_most", "greater_than", "at_least"),
  count: fc.integer({ min: 0, max: 3 }),
});
const listed = fc.uniqueArray(fc.constantFrom(...words, "none", ...segments.map(({ id }) => id)), {
  minLength: 1,
  maxLength: 3,
});

function valueFor(form: ValueForm, field: OfferedField, offered: readonly OfferedField[]): fc.Arbitrary<unknown> {
  const dates = offered.filter(({ type }) => type === "date").map(({ path }) => path);
  const inside = anyCondition(field.of ?? [], 1);
  const values: Partial<Record<ValueForm, fc.Arbitrary<unknown>>> = {
    text: texts,
    list: field.type === "list" ? listed : fc.uniqueArray(texts, { minLength: 1, maxLength: 3 }),
    number: numbers,
    number_range: fc.tuple(numbers, numbers).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    money: fc.record({ amount, currency }),
    money_range: fc.record({ from: fc.constantFrom("0", "9.99"), to: fc.constantFrom("50.00", "1000"), currency }),
    date: moments,
    date_range: fc.constantFrom(
      { from: "2026-02-01", to: "2026-03-02" },
      { from: "2026-02-27T05:00:00Z", to: "2026-03-02" },
      { from: "2026-02-27", to: "2026-03-02T15:00:00Z" },
    ),
    days: fc.integer({ min: 0, max: 5 }),
    duration: fc.record({ amount: fc.constantFrom(0, 1, 3, 30), unit: fc.constantFrom("minutes", "hours", "days") }),
    field_and_days: fc.record({
      field: fc.constantFrom(...(dates.length > 0 ? dates : ["none"])),
      days: fc.integer({ min: 0, max: 2 }),
    }),
    month_day: fc.constantFrom("today", "03-02", "02-29"),
    count,
    condition: inside,
    condition_count: fc
      .tuple(count, fc.option(inside, { nil: undefined }))
      .map(([counted, where]) => (where ? { ...counted, where } : counted)),
  };
  return values[form] ?? fc.constant(undefined);
}

function leafOf(field: OfferedField, offered: readonly OfferedField[]): fc.Arbitrary<Condition> {
  return fc.constantFrom(...familyOf(field.type).operators).chain(({ key, form }) =>
    valueFor(key === "on" ? "none" : form, field, offered).chain((value) =>
      (key === "on" ? days : fc.constant(value)).map((operand) => ({
        field: field.path,
        op: key,
        ...(operand !== undefined && { value: operand }),
      })),
    ),
  );
}

/** A merchant's own field, of any type. */
const custom: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant("customer.fields.plan"),
    op: fc.constantFrom("is_set", "is_not_set", "is_true", "is_false"),
  }),
  fc.record({
    field: fc.constant("customer.fields.plan"),
    op: fc.constantFrom("equals", "not_equals", "contains", "not_contains", "starts_with"),
    value: texts,
  }),
  fc.record({
    field: fc.constant("customer.fields.plan"),
    op: fc.constantFrom("equals", "not_equals", "at_least"),
    value: numbers,
  }),
  fc.record({
    field: fc.constant("customer.fields.plan"),
    op: fc.constantFrom("has_any", "has_all", "has_none", "one_of"),
    value: listed,
  }),
  fc.record({ field: fc.constant("customer.fields.plan"), op: fc.constant("count"), value: count }),
);

/** Any condition over fields, with every operator of their types. */
export function anyCondition(offered: readonly OfferedField[], depth: number, own = false): fc.Arbitrary<Condition> {
  if (offered.length === 0) return fc.constant({ all: [] });
  const leaf = fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...offered).chain((field) => leafOf(field, offered)) },
    ...(own ? [{ weight: 1, arbitrary: custom }] : []),
  );
  if (depth === 0) return leaf;
  const below = anyCondition(offered, depth - 1, own);
  return fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(below, { maxLength: 3 }).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.array(below, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
    { weight: 1, arbitrary: below.map((not) => ({ not })) },
  );
}
