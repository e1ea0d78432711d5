import { expect, test } from "vitest";
import { z } from "zod";
import { condition } from "#core/conditions/index.ts";

test("its JSON Schema names itself where it nests, also within another document", () => {
  const ref = { $ref: "#/$defs/Condition" };
  const published = z.toJSONSchema(z.object({ conditions: condition.optional() }));
  expect(published.properties).toEqual({ conditions: ref });
  expect(published.$defs?.Condition?.anyOf).toEqual([
    expect.objectContaining({
      properties: { all: { type: "array", items: ref, maxItems: 100 } },
      additionalProperties: false,
    }),
    expect.objectContaining({ properties: { any: { type: "array", items: ref, minItems: 1, maxItems: 100 } } }),
    expect.objectContaining({ properties: { not: ref }, required: ["not"] }),
    expect.objectContaining({ required: ["field", "op"] }),
  ]);
});

test("a document that is no condition has a plain message", () => {
  expect(condition.safeParse({ some: [] }).error?.issues).toMatchObject([
    { path: [], message: expect.stringMatching(/must be a group/) },
  ]);
});
