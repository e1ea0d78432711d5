import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, type Condition } from "#core/conditions/index.ts";
import { traceTreesOf } from "#core/conditions/trace-tree.ts";
import { at } from "../instant.ts";
import { offered } from "./scenarios.ts";

const scope = {
  values: { order: { item_count: 3, note: "gift" } },
  offered,
  now: at("2026-03-02T15:00:00Z"),
  timezone: "UTC",
};
const asked = (condition: Condition) => traceTreesOf(evaluate(condition, scope).trace)[0];
const items = (value: number): Condition => ({ field: "order.item_count", op: "equals", value });

test("what was asked stands in the groups that it was asked in, each with its answer", () => {
  expect(asked({ all: [items(3), { not: { any: [items(1), items(2)] } }] })).toMatchObject({
    kind: "all",
    match: true,
    parts: [
      { kind: "question", match: true, question: { wanted: 3 } },
      {
        kind: "not",
        match: true,
        parts: [
          {
            kind: "any",
            match: false,
            parts: [
              { kind: "question", match: false, question: { wanted: 1 } },
              { kind: "question", question: { wanted: 2 } },
            ],
          },
        ],
      },
    ],
  });
});

test("one question is its own tree, and no question is none", () => {
  expect(asked(items(4))).toMatchObject({ kind: "question", match: false });
  expect(traceTreesOf([])).toEqual([]);
});

test("of conditions asked in turn, such as a branch's arms, each is a tree of its own", () => {
  const { trace } = evaluate({ any: [items(1), items(3)] }, scope);
  const arms = [
    ...evaluate(items(1), scope).trace.map((one) => ({ ...one, path: "first" })),
    ...trace.map((one) => ({ ...one, path: `second.${one.path}` })),
  ];
  expect(traceTreesOf(arms)).toMatchObject([
    { kind: "question", match: false, question: { wanted: 1 } },
    { kind: "any", match: true, parts: [{ match: false }, { match: true }] },
  ]);
});

test("a tree of more than ten parts keeps their order", () => {
  const tree = asked({ any: Array.from({ length: 12 }, (_, n) => items(n)) });
  expect(tree?.kind === "any" && tree.parts.map((part) => part.kind === "question" && part.question.wanted)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ]);
});

test("the tree comes to the answer that the condition came to", () => {
  const { node } = fc.letrec<{ node: Condition }>((tie) => {
    const parts = fc.array(tie("node"), { minLength: 1, maxLength: 3 });
    return {
      node: fc.oneof(
        { maxDepth: 4 },
        fc.integer({ min: 2, max: 4 }).map(items),
        fc.record({ all: parts }),
        fc.record({ any: parts }),
        fc.record({ not: tie("node") }),
      ),
    };
  });
  fc.assert(
    fc.property(node, (condition) => {
      expect(asked(condition)?.match).toBe(evaluate(condition, scope).match);
    }),
  );
});
