import fc from "fast-check";
import { expect, test } from "vitest";
import { checkSegments } from "#core/credits/proof/segments.ts";

const text = { id: "m-1", credits: 2, segments: 2 };

test.each([
  ["more", 3, ["cost 2 credits for 2 segments, the provider billed 3"]],
  ["less", 1, ["cost 2 credits for 2 segments, the provider billed 1"]],
  ["as much", 2, []],
  ["an unknown number", null, []],
])("a text of which the provider billed %s", (_, billedSegments, problems) => {
  expect(checkSegments({ ...text, billedSegments }).map(({ problem }) => problem)).toEqual(problems);
});

test("whatever the numbers, a known count is a discrepancy exactly if it differs", () => {
  const count = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(count, fc.option(count), (segments, billedSegments) => {
      expect(checkSegments({ ...text, segments, billedSegments }).length).toBe(
        billedSegments === null || billedSegments === segments ? 0 : 1,
      );
    }),
  );
});
