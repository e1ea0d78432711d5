import { describe, expect, test } from "vitest";
import type { ObservedVariant } from "#core/intake/define.ts";
import { withOldPrice, trimDecimals, isCheaper } from "#core/intake/price-drop.ts";
import { applyStockUpdate, applyVariantUpdate, variantFacts, type KnownVariant } from "#core/intake/variant.ts";
import { Temporal } from "#core/time/time.ts";

const NOW = Temporal.Instant.from("2026-03-02T15:00:00Z");
const seen = (told: Partial<ObservedVariant> = {}): ObservedVariant => ({
  variantId: "4101",
  productId: "9001",
  inventoryItemId: "8101",
  title: "Linen shirt",
  handle: "linen-shirt",
  price: "62.00",
  available: 5,
  ...told,
});
const known = (told: Partial<KnownVariant> = {}): KnownVariant => ({
  variantId: "4101",
  productId: "9001",
  inventoryItemId: "8101",
  title: "Linen shirt",
  handle: "linen-shirt",
  price: "62.0000",
  available: 0,
  updatedAt: NOW.subtract({ hours: 1 }),
  ...told,
});

describe("a variant update", () => {
  test.each<[string, KnownVariant | undefined, Partial<ObservedVariant>, boolean, boolean]>([
    ["none, then some: it is back", known(), {}, false, true],
    ["oversold, then some: it is back", known({ available: -2 }), {}, false, true],
    ["some, then some more: nothing", known({ available: 1 }), {}, false, false],
    ["some, then none: nothing", known({ available: 1 }), { available: 0 }, false, false],
    ["not known before: nothing", undefined, {}, false, false],
    ["not known before, but the store says it is back", undefined, {}, true, true],
    ["said to be back when some were known: nothing", known({ available: 3 }), {}, true, false],
    ["the stock is not told: nothing", known(), { available: null }, false, false],
  ])("%s", (_what, before, told, saysInStock, restocked) => {
    expect(applyVariantUpdate(before, seen(told), NOW, saysInStock)?.restocked).toBe(restocked);
  });

  test("an older update is ignored", () => {
    expect(applyVariantUpdate(known({ updatedAt: NOW.add({ seconds: 1 }) }), seen(), NOW, true)).toBeNull();
  });
  test("missing fields keep their values", () => {
    expect(
      applyVariantUpdate(
        known({ available: 2 }),
        seen({ title: null, handle: null, available: null, inventoryItemId: null }),
        NOW,
        false,
      )?.variant,
    ).toEqual({ ...known({ available: 2 }), price: "62.00", updatedAt: NOW });
  });
  test.each([
    ["61.99", true],
    ["62.00", false],
    ["62", false],
    ["70.00", false],
    ["9.00", true],
  ])("a price of %s after 62.00 is cheaper: %s", (price, cheaper) => {
    expect(applyVariantUpdate(known(), seen({ price }), NOW, false)?.cheaper).toBe(cheaper);
  });

  test("stock at one place brings a sold-out variant back; none at one place says nothing", () => {
    expect(applyStockUpdate(known(), 3, NOW)?.restocked).toBe(true);
    expect(applyStockUpdate(known(), 0, NOW)).toBeNull();
    expect(applyStockUpdate(known({ available: 4 }), 0, NOW)).toBeNull();
    expect(applyStockUpdate(known({ available: null }), 3, NOW)).toBeNull();
  });
});

describe("a price drop in words and numbers", () => {
  test("amounts have the places that coins have", () => {
    expect(["62.0000", "62.1000", "62.1250", "62.00", "62", "0.5000"].map(trimDecimals)).toEqual([
      "62.00",
      "62.10",
      "62.125",
      "62.00",
      "62",
      "0.50",
    ]);
  });
  test("prices compare as amounts, not as text", () => {
    expect(isCheaper("9.00", "10.00")).toBe(true);
    expect(isCheaper("10.0000", "10.00")).toBe(false);
  });
  test("facts have the old price and the whole percent, rounded down", () => {
    const facts = variantFacts(known({ price: "49.0000" }), { domain: "juniper.myshopify.com", currency: "USD" });
    expect(withOldPrice(facts, "62.0000").variant).toEqual({
      id: "4101",
      product_id: "9001",
      title: "Linen shirt",
      url: "https://juniper.myshopify.com/products/linen-shirt?variant=4101",
      price: "49.00",
      currency: "USD",
      old_price: "62.00",
      percent: 20,
    });
  });
  test("a variant without a page leads to the shop", () => {
    expect(
      variantFacts(known({ handle: null, title: "" }), { domain: "juniper.myshopify.com", currency: null }).variant,
    ).toMatchObject({ url: "https://juniper.myshopify.com", title: null });
  });
});
