import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, fieldsOf, type Condition } from "#core/conditions/index.ts";
import { leavesOf } from "#core/conditions/fields-of.ts";
import { offered } from "./scenarios.ts";
import { aCondition, aScope, NOON, nested } from "./world.ts";

const scope = (byPath: Record<string, unknown>) => ({ values: nested(byPath), offered, now: NOON, timezone: "UTC" });
const vip: Condition = { field: "customer.tags", op: "has_any", value: ["vip"] };
const large: Condition = { field: "order.total", op: "at_least", value: { amount: "50.00", currency: "USD" } };

describe("the trace", () => {
  test("holds every question with what it saw, also those on which the answer did not hang", () => {
    const condition = { any: [vip, { not: large }, { all: [{ field: "order.note", op: "is_set" }] }] };
    expect(
      evaluate(condition, scope({ "customer.tags": ["VIP"], "order.total": "86.00", "order.currency": "USD" })),
    ).toEqual({
      match: true,
      trace: [
        { path: "any.0", field: "customer.tags", op: "has_any", wanted: ["vip"], saw: ["VIP"], match: true },
        {
          path: "any.1.not",
          field: "order.total",
          op: "at_least",
          wanted: { amount: "50.00", currency: "USD" },
          saw: { amount: "86.00", currency: "USD" },
          match: true,
        },
        {
          path: "any.2.all.0",
          field: "order.note",
          op: "is_set",
          wanted: null,
          saw: null,
          match: false,
          note: "not set",
        },
      ],
    });
  });

  test("a condition of one question has it at the root", () => {
    expect(evaluate(vip, scope({})).trace).toMatchObject([{ path: "", note: "not set" }]);
  });

  test("shows of order lines what was asked of each", () => {
    const condition = { field: "order.lines", op: "any_line", value: { field: "vendor", op: "equals", value: "Acme" } };
    const { trace } = evaluate(
      condition,
      scope({ "order.lines": [{ vendor: "Acme", title: "Card" }, { title: "Shirt" }] }),
    );
    expect(trace).toMatchObject([
      {
        match: true,
        saw: [
          { fits: true, vendor: "Acme" },
          { fits: false, vendor: null },
        ],
        note: "1 of 2 lines fit",
      },
    ]);
  });

  test("stays short whatever it saw", () => {
    const tags = Array.from({ length: 500 }, (_, at) => `tag ${at}`);
    const { trace } = evaluate(
      { all: [vip, { field: "order.note", op: "contains", value: "x" }] },
      scope({ "customer.tags": tags, "order.note": "y".repeat(5_000) }),
    );
    expect(trace[0]?.saw).toEqual([...tags.slice(0, 20), "… 480 more"]);
    expect(trace[1]?.saw).toBe(`${"y".repeat(200)}…`);
  });

  test("is what JSON makes of it, down to the sign of a zero", () => {
    expect(evaluate(vip, scope({ "customer.tags": [-0] })).trace[0]?.saw).toEqual([0]);
  });

  test("stays shallow, too", () => {
    const deep: unknown = Array.from({ length: 5_000 }).reduce((inner) => [inner], "x");
    const { trace } = evaluate(vip, scope({ "customer.tags": deep }));
    expect(JSON.stringify(trace[0]?.saw)).toBe(`${"[".repeat(8)}"…"${"]".repeat(8)}`);
  });

  test("of a field or an operator that is gone says so, and matches nothing", () => {
    expect(evaluate({ field: "order.gone", op: "equals", value: "x" }, scope({}))).toMatchObject({
      match: false,
      trace: [{ note: "there is no such field here" }],
    });
    expect(evaluate({ field: "order.note", op: "resembles", value: "x" }, scope({ "order.note": "x" }))).toMatchObject({
      match: false,
      trace: [{ note: "the question cannot be read" }],
    });
    expect(evaluate({ field: "order.note", op: "equals", value: 7 }, scope({ "order.note": "x" }))).toMatchObject({
      match: false,
      trace: [{ saw: "x", note: "the question cannot be read" }],
    });
  });
});

test("only what the data hold by themselves is seen", () => {
  const values = Object.create({ inherited: "yes" }) as Record<string, unknown>;
  for (const path of ["constructor.name", "__proto__.inherited", "inherited"]) {
    const reaching = [{ path, label: "Name", type: "text" as const }];
    expect(
      evaluate({ field: path, op: "is_set" }, { values, offered: reaching, now: NOON, timezone: "UTC" }),
    ).toMatchObject({ match: false, trace: [{ saw: null }] });
  }
});

describe("for any condition and any data", () => {
  const matches = (condition: Condition, where: Parameters<typeof evaluate>[1]) => evaluate(condition, where).match;

  test("nothing is thrown, and the trace is JSON with one entry for each question", () => {
    fc.assert(
      fc.property(aCondition, aScope, (condition, where) => {
        const { trace } = evaluate(condition, where);
        expect(trace.map(({ field, op }) => ({ field, op }))).toEqual(
          leavesOf(condition).map(({ field, op }) => ({ field, op })),
        );
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
      }),
    );
  });

  test("not is the opposite", () => {
    fc.assert(
      fc.property(aCondition, aScope, (condition, where) => {
        expect(matches({ not: condition }, where)).toBe(!matches(condition, where));
      }),
    );
  });

  test("all and any are the algebra's and and or", () => {
    fc.assert(
      fc.property(fc.array(aCondition, { minLength: 1, maxLength: 4 }), aScope, (parts, where) => {
        const answers = parts.map((part) => matches(part, where));
        expect(matches({ all: parts }, where)).toBe(answers.every(Boolean));
        expect(matches({ any: parts }, where)).toBe(answers.some(Boolean));
        expect(matches({ not: { all: parts } }, where)).toBe(matches({ any: parts.map((not) => ({ not })) }, where));
      }),
    );
  });

  test("the answer follows from the trace alone", () => {
    fc.assert(
      fc.property(aCondition, aScope, (condition, where) => {
        const { match, trace } = evaluate(condition, where);
        const answers = trace.map((entry) => entry.match);
        const again = (node: Condition): boolean =>
          "all" in node
            ? node.all.map(again).every(Boolean)
            : "any" in node
              ? node.any.map(again).some(Boolean)
              : "not" in node
                ? !again(node.not)
                : answers.shift() === true;
        expect(again(condition)).toBe(match);
      }),
    );
  });
});

test("the fields of a condition are those it asks about and compares with, each once", () => {
  const since: Condition = {
    field: "order.placed_at",
    op: "days_after_field",
    value: { field: "customer.since", days: 3 },
  };
  const lines: Condition = { field: "order.lines", op: "any_line", value: { field: "vendor", op: "is_set" } };
  expect(fieldsOf({ all: [vip, { not: { any: [since, vip] } }, lines] })).toEqual([
    "customer.tags",
    "order.placed_at",
    "customer.since",
    "order.lines",
  ]);
});
