import { describe, expect, test } from "vitest";
import { topicReaders, normalizeEvent } from "#core/intake/normalize.ts";
import { checkout, consentOf, order } from "./fixtures.ts";

test("a topic that nothing listens to is ignored, whatever its body", () => {
  for (const body of [null, {}, "text", order])
    expect(normalizeEvent("themes/publish", body)).toEqual({ ignored: "topic_not_used" });
});

test("no topic has two readers", () => {
  const topics = topicReaders.flatMap((reader) => reader.topics);
  expect(topics).toEqual([...new Set(topics)]);
});

test("who has no account may ask to be forgotten all the same", () => {
  expect(
    normalizeEvent("customers/redact", { customer: { id: null, email: "rosa@example.com", phone: "+12125550123" } }),
  ).toMatchObject({
    normalizedEvent: { privacy: { asks: "erase_customer", shopifyId: null, phone: "+12125550123" } },
  });
});

describe("a body that does not say what it is about is ignored, and says where", () => {
  test.for([
    ["an order of nothing", "orders/create", null, /^: /],
    ["an order of words", "orders/create", "an order", /^: /],
    ["a list of orders", "orders/create", [order], /^: /],
    ["an order without an id", "orders/create", { ...order, id: undefined }, /^id: /],
    ["an order whose id is a word", "orders/create", { ...order, id: "gid://shopify/Order/1" }, /^id: /],
    ["an order whose id is no whole number", "orders/create", { ...order, id: 1.5 }, /^id: /],
    ["a checkout without a token", "checkouts/create", { ...checkout, token: undefined }, /^token: /],
    ["a checkout with an empty token", "checkouts/create", { ...checkout, token: "" }, /^token: /],
    ["a refund of no order", "refunds/create", { id: 1 }, /^order_id: /],
    ["a payment of no order", "order_transactions/create", { id: 1, order_id: null }, /^order_id: /],
    ["a shipment without an id", "fulfillments/update", { order_id: 1 }, /^id: /],
    ["a parcel's event without a parcel", "fulfillment_events/create", { order_id: 1 }, /^fulfillment_id: /],
    ["tags of nobody", "customer.tags_added", { tags: ["vip"] }, /^customerId: /],
    ["tags of a product", "customer.tags_added", { customerId: "gid://Customer/1", tags: ["vip"] }, /^customerId: /],
    ["no tags", "customer.tags_removed", { customerId: "gid://shopify/Customer/1", tags: [] }, /^tags: /],
    [
      "a segment without its number",
      "customer.joined_segment",
      { customer_id: "gid://shopify/Customer/1", segment_id: "VIP" },
      /^segment_id: /,
    ],
    [
      "a merge with one customer",
      "customers/merge",
      { admin_graphql_api_customer_kept_id: "gid://shopify/Customer/1" },
      /^admin_graphql_api_customer_deleted_id: /,
    ],
    ["a stock of nothing", "inventory_levels/update", {}, /^inventory_item_id: /],
    ["a subscription of nobody", "subscription_contracts/create", { id: 1 }, /^customer_id: /],
    ["a payment of no subscription", "subscription_billing_attempts/failure", { id: 1 }, /^subscription_contract_id: /],
    [
      "a charge of a status that nobody knows",
      "app_purchases_one_time/update",
      { app_purchase_one_time: { admin_graphql_api_id: "gid://shopify/AppPurchaseOneTime/1", status: "FROZEN" } },
      /^app_purchase_one_time\.status: unknown status "FROZEN"$/,
    ],
    ["an event of our own about nothing", "shopbell/manual", { customerId: null }, /^subject: /],
    ["a customer whose id is neither", "customers/update", { id: true }, /^id: /],
    ["a consent of nobody", "customers_marketing_consent/update", { ...consentOf("subscribed"), id: null }, /^id: /],
    ["a request of nobody", "customers/redact", { shop_id: 44 }, /^customer: /],
    [
      "a request of somebody whose id is a word",
      "customers/data_request",
      { customer: { id: "rosa" } },
      /^customer\.id: /,
    ],
    ["an uninstalled number", "app/uninstalled", 3, /^: /],
  ] as const)("%s", ([, topic, body, where]) => {
    expect(normalizeEvent(topic, body)).toMatchObject({
      ignored: "payload_invalid",
      detail: expect.stringMatching(where),
    });
  });
});

test("unused fields may hold anything", () => {
  expect(
    normalizeEvent("orders/create", {
      ...order,
      note: { deep: [1] },
      tags: 3,
      app_id: "x",
      discount_codes: "none",
      note_attributes: [1],
      source_name: 5,
    }),
  ).toHaveProperty("normalizedEvent");
  expect(
    normalizeEvent("fulfillments/update", { id: 1, order_id: 2, tracking_numbers: "1Z82", tracking_company: {} }),
  ).toHaveProperty("normalizedEvent");
});
