import { expect, test } from "vitest";
import { currencyAtHome } from "#core/customers/at-home.ts";
import { sampleOf, triggerTypes } from "#core/triggers/index.ts";

const mine = { name: "Larkspur", url: "https://larkspur.myshopify.com" };

test("an address of the made-up shop becomes the same page of the shop's own, however deep it lies", () => {
  expect(
    currencyAtHome({ order: { lines: [{ url: "https://juniper.example/products/shirt?variant=1" }] } }, mine),
  ).toEqual({
    order: { lines: [{ url: "https://larkspur.myshopify.com/products/shirt?variant=1" }] },
  });
});

test.each(triggerTypes)("a sample of %s speaks of no other shop", (type) => {
  expect(JSON.stringify(sampleOf(type, mine))).not.toMatch(/juniper\.example|Juniper & Co/);
  expect(sampleOf(type, mine).shop).toEqual(mine);
});
