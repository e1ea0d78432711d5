import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nestsDeeperThan } from "#core/intake/json-depth.ts";

const bytes = (json: string) => new TextEncoder().encode(json);

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("the depth of a text", () => {
  test.for([
    ["1", 0],
    ['"[[[["', 0],
    ["[]", 1],
    ["{}", 1],
    ["[[],[],[]]", 2],
    ['{"a":[{"b":1}]}', 3],
    ['["{[", "]}", [1]]', 2],
    [String.raw`["a\"[[[", 1]`, 1],
    [String.raw`["a\\", [1]]`, 2],
    [String.raw`["a\\\"[[", [1]]`, 2],
    ['{"[{":{"}]":"é☃👍["}}', 2],
  ] as const)("%s is %i", ([json, depth]) => {
    expect(depthOf(JSON.parse(json))).toBe(depth);
    expect(nestsDeeperThan(bytes(json), depth)).toBe(false);
    if (depth > 0) expect(nestsDeeperThan(bytes(json), depth - 1)).toBe(true);
  });
});

test("the byte scan finds the same depth as a parser", () => {
  const tricky = fc.oneof(
    fc.string({ unit: fc.constantFrom("[", "]", "{", "}", '"', "\\", "a", "é", "👍", "\n") }),
    fc.string(),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 8 },
      tricky,
      fc.integer(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(tricky, tie("value"), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, fc.nat(9), fc.nat(2), (value, limit, indent) => {
      expect(nestsDeeperThan(bytes(JSON.stringify(value, null, indent)), limit)).toBe(depthOf(value) > limit);
    }),
    { numRuns: 300 },
  );
});

test("a million brackets that never close are found out at the first too many", () => {
  expect(nestsDeeperThan(bytes("[".repeat(1_000_000)), 64)).toBe(true);
});

test("a text that breaks off, or is no JSON, is no deeper than its brackets", () => {
  for (const json of ["", '"[[[', '"\\', "]]]", "}{", "nonsense"]) expect(nestsDeeperThan(bytes(json), 1)).toBe(false);
});
