import { describe, expect, test } from "vitest";
import { availableFieldsOf } from "#core/automations/cross-check.ts";
import { offeredLinks, typedLink } from "#core/sending/templates/insertable-links.ts";
import { unknownNames } from "#core/sending/templates/variables.ts";

describe("the links of a text", () => {
  const { atEntry: offered } = availableFieldsOf("checkout_abandoned", []);

  test("are the addresses among its values, and each is a variable that it knows", () => {
    const links = offeredLinks(offered);
    expect(links.map(({ template }) => template)).toEqual(
      expect.arrayContaining(["{{ shop.url }}", "{{ checkout.url }}"]),
    );
    for (const { template } of links) expect(unknownNames(template, offered)).toEqual([]);
  });

  test("lead to the store with the discount applied, if the text has a discount code", () => {
    const withCode = [...offered, { path: "discount.code", label: "Discount code", type: "text" as const }];
    const applied = "{{ shop.url }}/discount/{{ discount.code }}";
    expect(offeredLinks(withCode).map(({ template }) => template)).toContain(applied);
    expect(offeredLinks(offered).map(({ template }) => template)).not.toContain(applied);
  });
});

describe("a typed address", () => {
  test.for([
    ["https://shop.example/sale?from=sms", "https://shop.example/sale?from=sms"],
    ["  shop.example/sale ", "https://shop.example/sale"],
    ["http://shop.example", "http://shop.example"],
    ["www.shop.example:8080/a#b", "https://www.shop.example:8080/a#b"],
  ] as const)("is a link: %s", ([typed, link]) => {
    expect(typedLink(typed)?.template).toBe(link);
  });

  test.for([
    "",
    "mug",
    "red mug.",
    "shop. example",
    "javascript:alert(1)",
    "ftp://shop.example",
    "shop.example/{{ x }}",
  ])("is none: %s", (typed) => {
    expect(typedLink(typed)).toBeNull();
  });
});
