import { expect, test } from "vitest";
import { shortened } from "#text/sentence.ts";

test.each([
  ["We will tell you how it goes on", 40, "We will tell you how it goes on"],
  ["We will tell you how it goes on", 20, "We will tell you…"],
  ["Thank you, we will look into it", 12, "Thank you…"],
  ["Unbreakablewordofalength", 10, "Unbreakabl…"],
])("“%s” in %i characters is “%s”", (words, most, shown) => {
  expect(shortened(words, most)).toBe(shown);
});
