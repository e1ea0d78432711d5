import { expect, test } from "vitest";
import { readSearch } from "#core/customer/search.ts";

test.each([
  ["+1 212", "US", ["+1212"]],
  ["(212) 555-01", "US", ["+21255501", "+121255501"]],
  ["030 1234", "DE", ["+0301234", "+49301234"]],
  ["0044 20", null, ["+004420"]],
  ["212", "XX", ["+212"]],
])("%s, in a shop of %s, is a number that begins %j", (typed, country, begins) => {
  expect(readSearch(typed, country)).toEqual({ by: "phone", begins });
});

test.each(["Ana  Reyes", "ana@example.com", "O'Neil 2"])("%s is a name or an address, in any case", (typed) => {
  expect(readSearch(typed, "US")).toEqual({ by: "words", begins: [typed.toLowerCase().replace("  ", " ")] });
});
