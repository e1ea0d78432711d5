import { describe, expect, test } from "vitest";
import { parseLossless } from "#core/intake/normalize.ts";
import { productBody, stockBody, variantBody } from "#tests/fixtures/product-bodies.ts";
import { normalizedEventIn } from "../understood.ts";

describe("a product", () => {
  const variantsIn = (body: string) => normalizedEventIn("products/update", JSON.parse(body)).variants;

  test("reads price and stock of each variant", () => {
    expect(
      normalizedEventIn(
        "products/update",
        JSON.parse(productBody([{}, { variant: "4102", title: "Large", price: "64.00", quantity: 0 }])),
      ),
    ).toMatchObject({
      subject: "product:9001",
      customer: null,
      variants: [
        {
          variantId: "4101",
          productId: "9001",
          inventoryItemId: "8101",
          title: "Linen shirt - Medium",
          handle: "linen-shirt",
          price: "62.00",
          available: 5,
        },
        { variantId: "4102", title: "Linen shirt - Large", price: "64.00", available: 0 },
      ],
    });
  });

  test("without options goes by its own name", () => {
    expect(variantsIn(productBody([{ title: "Default Title" }]))).toMatchObject([{ title: "Linen shirt" }]);
  });

  test("that is not on sale has nothing that can be sold", () => {
    expect(variantsIn(productBody([{}], "draft"))).toMatchObject([{ available: 0 }]);
  });

  test("that is sold beyond its stock has no number of pieces", () => {
    expect(variantsIn(productBody([{ policy: "continue", quantity: -4 }]))).toMatchObject([{ available: null }]);
    expect(variantsIn(productBody([{ quantity: null }]))).toMatchObject([{ available: null }]);
  });

  test("keeps the stock of a variant whose price cannot be read", () => {
    expect(variantsIn(productBody([{ price: "free" }, { variant: "4102" }]))).toMatchObject([
      { variantId: "4101", price: null, available: 5 },
      { variantId: "4102", price: "62.00" },
    ]);
  });
});

test("a variant in stock can be sold, and one out of stock cannot, whatever number stands beside it", () => {
  const availableAt = (topic: string, quantity: number) =>
    normalizedEventIn(topic, JSON.parse(variantBody({ quantity }))).variants[0]?.available;
  expect([
    availableAt("variants/in_stock", 7),
    availableAt("variants/in_stock", 0),
    availableAt("variants/out_of_stock", 7),
  ]).toEqual([7, 1, 0]);
});

test("a variant's own event lacks the product's name", () => {
  expect(normalizedEventIn("variants/in_stock", JSON.parse(variantBody()))).toMatchObject({
    subject: "variant:4101",
    relatedSubject: null,
    variants: [{ title: null, handle: null, price: "62.00" }],
  });
});

describe("the stock of an item", () => {
  const normalized = (body: string) => normalizedEventIn("inventory_levels/update", parseLossless(body));

  test("keeps the exact inventory item id", () => {
    expect(normalized(stockBody(3, "271878346596884015"))).toMatchObject({
      subject: "inventory_item:271878346596884015",
      stock: { inventoryItemId: "271878346596884015", available: 3 },
    });
  });

  test("is null when not tracked", () => {
    expect(normalized(stockBody(null)).stock).toBeNull();
  });
});
