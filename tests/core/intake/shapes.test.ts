import { describe, expect, test } from "vitest";
import { idOf, moment } from "#core/intake/shapes.ts";

describe("the id of a resource", () => {
  test.for([
    ["its own where no global id stands beside it", "706405506930370000", null, "706405506930370000"],
    [
      "the global one where its own was rounded on the way",
      "706405506930370000",
      "gid://shopify/Customer/706405506930370084",
      "706405506930370084",
    ],
    ["exact where both are", "820982911946154508", "gid://shopify/Order/820982911946154508", "820982911946154508"],
    [
      "the global one, without its query",
      "820982911946154500",
      "gid://shopify/Order/820982911946154508?ref=1",
      "820982911946154508",
    ],
    ["its own where the global one is another number", "42", "gid://shopify/Order/43", "42"],
    [
      "its own where the global one is near, but no rounding of it",
      "706405506930370000",
      "gid://shopify/Customer/706405506930371084",
      "706405506930370000",
    ],
    ["its own where the global one is none", "42", "gid://shopify/Order/", "42"],
    ["its own where the global one names by word", "42", "gid://shopify/Cart/c1-7a2f", "42"],
    ["its own where the global one is empty", "42", "", "42"],
  ] as const)("is %s", ([, id, admin_graphql_api_id, expected]) => {
    expect(idOf({ id, admin_graphql_api_id })).toBe(expected);
  });
});

describe("a moment", () => {
  test.for([
    ["2026-05-02T10:00:05-04:00", "2026-05-02T14:00:05Z"],
    ["2026-05-02T10:00:05.250Z", "2026-05-02T10:00:05.25Z"],
    ["2026-05-02T10:00:05", null],
    ["2026-05-02", null],
    ["soon", null],
    ["", null],
    [null, null],
    [undefined, null],
  ] as const)("%s is %s", ([text, expected]) => {
    expect(moment.parse(text)).toBe(expected);
  });
});
