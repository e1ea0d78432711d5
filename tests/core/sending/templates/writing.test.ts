import { describe, expect, test } from "vitest";
import { outputFieldsOf } from "#core/actions/index.ts";
import { familyOf } from "#core/conditions/operators/index.ts";
import type { OfferedField } from "#core/automations/fields.ts";
import { valueAt } from "#core/plain-data.ts";
import { countSegments } from "#core/sending/segments.ts";
import { checkTemplate, renderTemplate } from "#core/sending/templates/engine.ts";
import { templateProblemsOf, renameVariable, withDoubleBraces } from "#core/sending/templates/problems.ts";
import { longestValues } from "#core/sending/templates/longest.ts";
import { snippetOf, defaultFallback, insertableFields } from "#core/sending/templates/snippet.ts";
import { unknownVariables } from "#core/sending/templates/variables.ts";
import { offersOf, sampleOf, triggerTypes } from "#core/triggers/index.ts";
import { at } from "#tests/core/instant.ts";

const now = { now: at("2026-03-02T15:00:00Z"), timezone: "America/New_York" };
/** Each field once, however many triggers offer it, with the sample of one that does. */
const fields = new Map(
  triggerTypes.flatMap((type) => {
    const offered: OfferedField[] = [...offersOf(type), ...outputFieldsOf("create_discount")];
    const sample = sampleOf(type);
    return offered.map((field) => [JSON.stringify([field, valueAt(sample, field.path)]), { field, offered, sample }]);
  }),
);
const cases = [...fields.values()].map((one) => ({ path: one.field.path, ...one }));
const read = (source: string, values: Record<string, unknown>): string => {
  const rendered = renderTemplate(source, values, now);
  if ("error" in rendered) throw new Error(rendered.error);
  return rendered.text;
};

test.for(cases)(
  "$path has a longest value of its own type, not shorter than the sample's, in the basic alphabet",
  ({ field, offered, sample }) => {
    const longest = longestValues(offered);
    const sight = { field, ...now, lookUp: () => "USD", ofLine: () => ({ match: true, trace: [] }) };
    expect(familyOf(field.type).read(valueAt(longest, field.path), sight)).toBeDefined();
    const told = read(`{{ ${field.path} }}`, longest);
    expect(countSegments(told).encoding).toBe("GSM-7");
    // A date is written by its filter: the longest is that with the longest names.
    if (field.type !== "date") expect(told.length).toBeGreaterThanOrEqual(read(`{{ ${field.path} }}`, sample).length);
  },
);

test.for(cases.filter(({ field }) => insertableFields([field]).length > 0))(
  "$path is inserted so that it is known, with a word in its place or without",
  ({ field, offered }) => {
    for (const fallback of ["", "there", `it's "you"`, defaultFallback(field)]) {
      const snippet = snippetOf(field, fallback);
      expect(checkTemplate(snippet)).toBeNull();
      expect(unknownVariables(snippet, offered, "")).toEqual([]);
      expect(templateProblemsOf(snippet, offered)).toEqual([]);
      if (!field.currency) expect(read(snippet, {})).toContain(fallback.slice(0, 2));
    }
  },
);

test.for<[OfferedField, string, string]>([
  [{ path: "customer.first_name", label: "", type: "text" }, "there", '{{ customer.first_name | default: "there" }}'],
  [
    { path: "order.total", label: "", type: "money", currency: "order.currency" },
    "",
    "{{ order.total }} {{ order.currency }}",
  ],
  [
    { path: "order.created_at", label: "", type: "date" },
    "soon",
    '{{ order.created_at | date: "%B %-d" | default: "soon" }}',
  ],
  [
    { path: "order.lines", label: "", type: "lines" },
    "your order",
    '{{ order.lines | map: "title" | join: ", " | default: "your order" }}',
  ],
  [{ path: "order.note", label: "", type: "text" }, 'the "note"', "{{ order.note | default: 'the \"note\"' }}"],
])("%j is inserted as %s", ([field, fallback, snippet]) => {
  expect(snippetOf(field, fallback)).toBe(snippet);
});

describe("problems of a template by kind", () => {
  const offered = offersOf("order_created");
  test.for<[string, object]>([
    [
      "{{ customer.frist_name }}",
      {
        kind: "unknown",
        name: "customer.frist_name",
        meant: expect.arrayContaining([expect.objectContaining({ path: "customer.first_name" })]),
      },
    ],
    ["Hi { customer.first_name }", { kind: "single", name: "customer.first_name" }],
    ["{{ customer.first_name", { kind: "unclosed", found: "{{ customer.first_name" }],
    ["{{ customer.first_name | shout }}", { kind: "filter", name: "shout" }],
    ["{% if order.first %} first", { kind: "endless", name: "if" }],
    ["{% endif %}", { kind: "stray", name: "endif" }],
    ["{% else %}", { kind: "stray", name: "else" }],
    ["{% teleport %}", { kind: "tag", name: "teleport" }],
    ["{% include 'x' %} {% teleport %}", { kind: "file", name: "include" }],
    ["{% for i in (1..900000) %}x{% endfor %}", { kind: "work" }],
    ["x".repeat(10_001), { kind: "long" }],
    [`{{ ${"a[".repeat(201)} }}`, { kind: "nested" }],
    ["{% if x %}".repeat(21), { kind: "nested" }],
    ["{{ customer.first_name | default: “there” }}", { kind: "curly", found: "“there”" }],
    ["{{ }}", { kind: "empty" }],
  ])("%s", ([source, fault]) => {
    expect(templateProblemsOf(source, offered)).toEqual([fault]);
  });

  test("and nothing is wrong with a text that is right", () => {
    expect(
      templateProblemsOf(
        "Hi {{ customer.first_name | default: 'you' }}, {% if order.first %}welcome{% endif %}",
        offered,
      ),
    ).toEqual([]);
  });

  test("a name is put right wherever Liquid reads it, and nowhere else", () => {
    expect(
      renameVariable(
        "customer.name: {{ customer.name }}{% if customer.name %}{{ customer.name.size }}{{ customer.names }}{% endif %}",
        "customer.name",
        "customer.first_name",
      ),
    ).toBe(
      "customer.name: {{ customer.first_name }}{% if customer.first_name %}{{ customer.name.size " +
        "}}{{ customer.names }}{% endif %}",
    );
    expect(withDoubleBraces("{ customer.first_name } {{ order.name }}", "customer.first_name")).toBe(
      "{{ customer.first_name }} {{ order.name }}",
    );
  });
});
