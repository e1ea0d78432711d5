import { createHmac, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { action } from "../../app/routes/webhooks.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";

const topics = [
  "orders/create",
  "orders/updated",
  "checkouts/update",
  "customers/update",
  "customers_marketing_consent/update",
  "fulfillments/create",
  "refunds/create",
  "products/update",
  "shop/update",
  "customers/redact",
];

/** A real order with some of its values, at any depth, replaced by anything that JSON can hold. */
const brokenOrder = fc
  .array(fc.tuple(fc.nat(200), fc.jsonValue({ maxDepth: 4 })), { minLength: 1, maxLength: 6 })
  .map((changes) => {
    const order = JSON.parse(orderBody()) as unknown;
    const places: [Record<string, unknown>, string][] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, item] of Object.entries(value)) {
        places.push([value as Record<string, unknown>, key]);
        walk(item);
      }
    };
    walk(order);
    for (const [at, value] of changes) {
      const [owner, key] = places[at % places.length] ?? [{}, ""];
      owner[key] = value;
    }
    return Buffer.from(JSON.stringify(order));
  });
const body = fc.oneof(
  { weight: 3, arbitrary: brokenOrder },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 8 }).map((json) => Buffer.from(json)) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 5_000 }).map((depth) => Buffer.from("[".repeat(depth) + "]".repeat(depth))),
  },
);

describeOnDatabases("signed deliveries of anything", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation", "abandoned-cart", "welcome"]);
  });
  afterEach(() => house.close());
  const deliver = async (topic: string, bytes: Buffer<ArrayBuffer>) =>
    (
      await action({
        request: new Request("https://shopbell.example/webhooks", {
          method: "POST",
          body: bytes,
          headers: {
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": SHOP,
            "X-Shopify-API-Version": "2026-10",
            "X-Shopify-Webhook-Id": randomUUID(),
            "X-Shopify-Event-Id": randomUUID(),
            "X-Shopify-Triggered-At": house.clock.now().toString(),
            "X-Shopify-Hmac-Sha256": createHmac("sha256", testEnv.SHOPIFY_API_SECRET).update(bytes).digest("base64"),
          },
        }),
        params: {},
        context: { app: house.context },
      })
    ).status;

  test("are stored or refused, fail none beside them, and leave the intake at work", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...topics), body), { maxLength: 8 }), async (deliveries) => {
        for (const [topic, bytes] of deliveries) expect([200, 400]).toContain(await deliver(topic, bytes));
        await house.work();
        expect(
          await house.rows(
            `SELECT "topic", "reason" FROM "StoreEvent" WHERE "status" IN ('failed', 'received') AND "waits" = 0`,
          ),
        ).toEqual([]);
      }),
      { numRuns: 25 },
    );
    const order = { order: "777", token: "t-777", at: house.clock.now().toString(), phone: "+13125550177", id: "777" };
    await house.tell("orders/create", orderBody(order));
    expect(house.texts.at(-1)?.to).toBe("+13125550177");
  });
});
