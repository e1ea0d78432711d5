import { describe, expect, test } from "vitest";
import { checkCondition, evaluate } from "#core/conditions/index.ts";
import { families } from "#core/conditions/operators/index.ts";
import { fieldTypes } from "#core/automations/fields.ts";
import { offered, scenarios } from "./scenarios.ts";
import { questionOf, scopeOf } from "./world.ts";

describe("a question is answered", () => {
  test.for(
    scenarios.map(
      (scenario) =>
        [
          `${scenario.field} ${scenario.op} ${JSON.stringify(scenario.value) ?? ""} of ` +
            `${JSON.stringify(scenario.saw)}: ${scenario.match}`,
          scenario,
        ] as const,
    ),
  )("%s", ([, scenario]) => {
    const { match, trace } = evaluate(questionOf(scenario), scopeOf(scenario));
    expect({ match, trace }).toMatchObject({
      match: scenario.match,
      trace: [{ match: scenario.match, ...(scenario.note && { note: scenario.note }) }],
    });
  });
});

test("every scenario's question may be saved", () => {
  expect(scenarios.flatMap((scenario) => checkCondition(questionOf(scenario), offered))).toEqual([]);
});

test("every operator has a scenario where it matches and one where it does not", () => {
  const typeOf = (path: string) => offered.find((field) => field.path === path)?.type;
  const answered = new Set(
    scenarios.map(
      ({ field, op, match }) =>
        `${families.find(({ types }) => types.some((type) => type === typeOf(field)))?.is}: ${op} ${match}`,
    ),
  );
  const needed = families.flatMap(({ is, operators }) =>
    operators.flatMap(({ key }) => [`${is}: ${key} true`, `${is}: ${key} false`]),
  );
  expect(needed.filter((one) => !answered.has(one))).toEqual([]);
});

test("every operator that matches what is missing says so in a scenario, and no other matches it", () => {
  const marked = families.flatMap(({ types, operators }) =>
    operators.filter(({ matchesMissing }) => matchesMissing).map(({ key }) => `${types[0]} ${key}`),
  );
  const shown = scenarios
    .filter(({ saw, match, note }) => match && note === "not set" && saw !== "")
    .map(({ field, op }) => `${offered.find(({ path }) => path === field)?.type} ${op}`);
  expect([...new Set(shown)].sort()).toEqual(marked.sort());
});

test("every type of field belongs to one family, and no key stands in a family twice", () => {
  expect(families.flatMap(({ types }) => types).sort()).toEqual([...fieldTypes].sort());
  for (const { operators } of families) expect(new Set(operators.map(({ key }) => key)).size).toBe(operators.length);
});
