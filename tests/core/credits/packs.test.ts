import { expect, test } from "vitest";
import { packOf, packs } from "#core/credits/packs.ts";

test("a pack is found by its key, which is its own", () => {
  for (const pack of packs) expect(packOf(pack.key)).toBe(pack);
  expect(new Set(packs.map(({ key }) => key)).size).toBe(packs.length);
  expect(packOf("credits-7")).toBeNull();
});

test.for(packs)("$name: whole credits, and a price that Shopify takes", ({ name, credits, price, currency }) => {
  expect(credits).toSatisfy((count: number) => Number.isInteger(count) && count > 0);
  expect(price).toMatch(/^[1-9]\d*\.\d\d$/);
  expect(currency).toMatch(/^[A-Z]{3}$/);
  expect(name).toBe(`${credits.toLocaleString("en-US")} text credits`);
});

test("the larger the pack, the less a credit costs", () => {
  const perCredit = packs.map(({ price, credits }) => Number(price) / credits);
  expect(packs.map(({ credits }) => credits)).toEqual(packs.map(({ credits }) => credits).toSorted((a, b) => a - b));
  expect(perCredit).toEqual(perCredit.toSorted((a, b) => b - a));
});
