import { describe, expect, test } from "vitest";
import { readers, understand } from "#core/intake/index.ts";
import { checkout, consentOf, order } from "./fixtures.ts";

test("a topic that nothing listens to is ignored, whatever its body", () => {
  for (const body of [null, {}, "text", order]) expect(understand("products/update", body)).toEqual({ ignored: "topic_not_used" });
});

test("no topic has two readers", () => {
  const topics = readers.flatMap((reader) => reader.topics);
  expect(topics).toEqual([...new Set(topics)]);
});

test("who has no account may ask to be forgotten all the same", () => {
  expect(understand("customers/redact", { customer: { id: null, email: "rosa@example.com", phone: "+12125550123" } })).toMatchObject({
    occurrence: { privacy: { asks: "erase_customer", shopifyId: null, phone: "+12125550123" } },
  });
});

describe("a body that is not what Shopify documents is ignored, and says where", () => {
  test.for([
    ["an order of nothing", "orders/create", null, /^: /],
    ["an order of words", "orders/create", "an order", /^: /],
    ["a list of orders", "orders/create", [order], /^: /],
    ["an order without an id", "orders/create", { ...order, id: undefined }, /^id: /],
    ["an order whose id is a word", "orders/create", { ...order, id: "gid://shopify/Order/1" }, /^id: /],
    ["an order whose id is no whole number", "orders/create", { ...order, id: 1.5 }, /^id: /],
    ["an order whose name is a number", "orders/create", { ...order, name: 2001 }, /^name: /],
    ["a customer without an id", "orders/create", { ...order, customer: { email: "rosa@example.com" } }, /^customer\.id: /],
    ["an address whose country is a number", "orders/create", { ...order, shipping_address: { country_code: 1 } }, /^shipping_address\.country_code: /],
    ["an item whose title is a number", "orders/create", { ...order, line_items: [{ title: "Soap" }, { title: 7 }] }, /^line_items\.1\.title: /],
    ["items that are no list", "orders/create", { ...order, line_items: "soap" }, /^line_items: /],
    ["a checkout without a token", "checkouts/create", { ...checkout, token: undefined }, /^token: /],
    ["a checkout with an empty token", "checkouts/create", { ...checkout, token: "" }, /^token: /],
    ["a checkout with two faults", "checkouts/update", { ...checkout, token: 1, email: {} }, /^token: .*; email: /],
    ["a customer whose id is neither", "customers/update", { id: true }, /^id: /],
    ["a consent of nobody", "customers_marketing_consent/update", { ...consentOf("subscribed"), id: null }, /^id: /],
    ["a shop whose name is a list", "shop/update", { name: ["Juniper"] }, /^name: /],
    ["a request of nobody", "customers/redact", { shop_id: 44 }, /^customer: /],
    ["a request of somebody whose id is a word", "customers/data_request", { customer: { id: "rosa" } }, /^customer\.id: /],
    ["an uninstalled number", "app/uninstalled", 3, /^: /],
  ] as const)("%s", ([, topic, body, where]) => {
    expect(understand(topic, body)).toMatchObject({ ignored: "payload_invalid", detail: expect.stringMatching(where) });
  });
});

test("what is not used may be anything", () => {
  expect(understand("orders/create", { ...order, note: { deep: [1] }, tags: 3, app_id: "x" })).toHaveProperty("occurrence");
});
