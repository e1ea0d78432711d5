import { expect, test } from "vitest";
import { creditsFor, pricePerSegment } from "#core/credits/prices.ts";

test("a text costs its segments, at the price of its country", () => {
  expect(creditsFor(1, "US")).toBe(1);
  expect(creditsFor(3, "US")).toBe(3);
  expect(creditsFor(2, "GB")).toBe(8);
});

test("prices are whole credits", () => {
  for (const country of ["US", "CA", "PR", "GB", "IE", "AU", "NZ", "FR", "DE", "MX", "IN", "JP"])
    expect(pricePerSegment(country)).toSatisfy((price: number) => Number.isInteger(price) && price > 0);
});

test.for(["JM", "DO", "ZZ", "", null])("%j is not served", (country) => {
  expect(pricePerSegment(country)).toBeNull();
});
