import { expect, test } from "vitest";
import { shop } from "../fixtures.ts";
import { normalizedEventIn } from "../understood.ts";

test("a shop update has name, zone, country and currency", () => {
  expect(normalizedEventIn("shop/update", shop)).toMatchObject({
    subject: "shop",
    customer: null,
    shop: {
      name: "Juniper & Co",
      timezone: "America/Chicago",
      countryCode: "US",
      currency: "USD",
      storefrontHost: "juniper.example",
      uninstalled: false,
    },
  });
});

test("an uninstall reads nothing else from its body", () => {
  for (const body of [{}, shop]) {
    expect(normalizedEventIn("app/uninstalled", body).shop).toEqual({
      name: null,
      timezone: null,
      countryCode: null,
      currency: null,
      storefrontHost: null,
      uninstalled: true,
      scopes: null,
    });
  }
});

test("an update of scopes has those that hold from now on", () => {
  const body = {
    id: 1,
    shop_id: "gid://shopify/Shop/548380009",
    previous: ["read_products"],
    current: ["read_products", "write_products"],
    updated_at: "2024-06-25T00:00:00.000Z",
  };
  expect(normalizedEventIn("app/scopes_update", body).shop).toMatchObject({
    uninstalled: false,
    scopes: ["read_products", "write_products"],
  });
});
