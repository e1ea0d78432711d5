import { expect, test } from "vitest";
import { sourcesIn } from "../support/source.ts";

test("each advisory lock has a number of its own", () => {
  const numbers = sourcesIn("app").flatMap(({ text }) =>
    [...text.matchAll(/hashtextextended\([^,]+, (\d+)\)/g)].map(([, number]) => number),
  );
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual([...new Set(numbers)]);
});

test("no look-up compares an id as text, which would skip its index", () => {
  const found = sourcesIn("app/shell/repositories").flatMap(({ file, text }) =>
    /"id"::text = (?:ANY\()?\$/.test(text) ? [file] : [],
  );
  expect(found).toEqual([]);
});
