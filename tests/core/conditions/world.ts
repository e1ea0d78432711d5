import fc from "fast-check";
import type { Condition, EvaluationScope } from "#core/conditions/index.ts";
import { at } from "../instant.ts";
import { offered, scenarios, type Scenario } from "./scenarios.ts";

export const NOON = at("2026-07-05T12:00:00Z");

/** Builds nested data from values by path. */
export function nested(byPath: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(byPath)) {
    const [group = "", name = ""] = path.split(".");
    if (value !== undefined) (values[group] ??= {})[name] = value;
  }
  return values;
}

export const scopeOf = ({ field, saw, beside, now, zone }: Scenario): EvaluationScope => ({
  values: nested({ [field]: saw, ...beside }),
  offered,
  now: now ? at(now) : NOON,
  timezone: zone ?? "UTC",
});

export const questionOf = ({ field, op, value }: Scenario): Condition => ({
  field,
  op,
  ...(value !== undefined && { value }),
});

export const aQuestion = fc.constantFrom(...scenarios.map(questionOf));

/** Any condition that a merchant can save, a few levels deep. */
export const aCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    aQuestion,
    fc.record({ all: fc.array(tie("node"), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie("node"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie("node") }),
  ),
})).node;

/** A scenario's data, or any JSON in any field. */
const values: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.constantFrom(...scenarios).map((scenario) => scopeOf(scenario).values),
  fc
    .record(
      Object.fromEntries(
        ["order.currency", ...offered.map(({ path }) => path)].map((path) => [
          path,
          fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom(...scenarios.map(({ saw }) => saw))),
        ]),
      ),
    )
    .map(nested),
  fc.dictionary(fc.constantFrom("order", "customer", "__proto__", "constructor"), fc.jsonValue()),
);

export const aScope: fc.Arbitrary<EvaluationScope> = fc.record({
  values,
  offered: fc.constant(offered),
  now: fc.constantFrom(NOON, at("2026-03-08T07:00:00Z"), at("2024-02-29T23:59:59Z")),
  timezone: fc.constantFrom("UTC", "America/New_York", "Pacific/Apia", "Europe/Berlin"),
});
