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

describe("a body that is not what Shopify documents is ignored, and says where", () => {
  test.for([
    ["orders/create", null, /^: /],
    ["orders/create", "an order", /^: /],
    ["orders/create", [], /^id: /],
    ["orders/create", {}, /^id: /],
    ["orders/create", { ...order, id: "gid://shopify/Order/1" }, /^id: /],
    ["orders/create", { ...order, id: 1.5 }, /^id: /],
    ["orders/create", { ...order, name: 2001 }, /^name: /],
    ["orders/create", { ...order, customer: { email: "rosa@example.com" } }, /^customer\.id: /],
    ["orders/create", { ...order, shipping_address: { country_code: 1 } }, /^shipping_address\.country_code: /],
    ["orders/create", { ...order, line_items: [{ title: "Soap" }, { title: 7 }] }, /^line_items\.1\.title: /],
    ["orders/create", { ...order, line_items: "soap" }, /^line_items: /],
    ["checkouts/create", { ...checkout, token: undefined }, /^token: /],
    ["checkouts/create", { ...checkout, token: "" }, /^token: /],
    ["checkouts/update", { ...checkout, token: 1, email: {} }, /^token: .*; email: /],
    ["customers/update", { id: true }, /^id: /],
    ["customers_marketing_consent/update", { ...consentOf("subscribed"), id: null }, /^id: /],
    ["shop/update", { name: ["Juniper"] }, /^name: /],
    ["app/uninstalled", 3, /^: /],
  ] as const)("%s %j", ([topic, body, where]) => {
    const result = understand(topic, body);
    expect(result).toMatchObject({ ignored: "payload_invalid", detail: expect.stringMatching(where) });
  });
});

test("what is not used may be anything", () => {
  expect(understand("orders/create", { ...order, note: { deep: [1] }, tags: 3, app_id: "x" })).toHaveProperty("occurrence");
});
