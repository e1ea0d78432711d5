import type { Condition } from "#core/conditions/index.ts";
import { readReachability } from "#services/segments/read-reachability.server.ts";
import { recountSegment } from "#services/segments/recount-segment.server.ts";
import { createSegment } from "#services/segments/write-segments.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { buildHouse, SHOP, type House } from "#tests/services/test-app.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";
import { printRow } from "./table.ts";

const CUSTOMERS = 100_000;

/** What merchants ask most: who bought, who is subscribed, which customers got no text lately. */
const ENGAGED: Condition = {
  all: [
    { field: "texts.consent", op: "equals", value: "subscribed" },
    { field: "customer.orders_count", op: "at_least", value: 1 },
    {
      field: "orders.placed",
      op: "any_line",
      value: { field: "placed_at", op: "in_last", value: { amount: 90, unit: "days" } },
    },
    {
      field: "texts.sent",
      op: "count",
      value: {
        is: "at_most",
        count: 3,
        where: { field: "sent_at", op: "in_last", value: { amount: 30, unit: "days" } },
      },
    },
    { not: { field: "customer.tags", op: "has_any", value: ["wholesale"] } },
  ],
};

/** A shop with 100,000 customers, each with an order and two texts: a segment's first count, the next, and who can be texted. */
export async function benchSegments(database: TestDatabase): Promise<void> {
  const house = buildHouse(database);
  const shopId = await house.open([]);
  await fill(house, shopId);
  const shop = await ensureShop(house.context, SHOP);
  const made = await createSegment(
    house.context,
    { shopId, actor: "bench" },
    { kind: "conditions", name: "Engaged", conditions: ENGAGED },
  );
  if (!made.ok) throw new Error(made.message);
  const count = () => recountSegment(house.context, shopId, made.id);
  await row("the first count of a segment over 100,000 customers", count, 2_000);
  await row(
    "its next count, after a tenth has changed",
    async () => {
      await house.rows(`UPDATE "Customer" SET "tags" = ARRAY['wholesale'] WHERE "shopId" = $1 AND "ordersCount" = 3`, [
        shopId,
      ]);
      return timed(count);
    },
    2_000,
  );
  await row(
    "who of its members can be texted, and why the others cannot",
    () => readReachability(house.context, shop, { include: [made.id], exclude: [] }),
    2_000,
  );
  await house.close();
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

async function row(path: string, work: () => Promise<unknown>, most: number): Promise<void> {
  const began = performance.now();
  const answer = await work();
  const took = typeof answer === "number" ? answer : performance.now() - began;
  printRow({ path, ours: Math.round(took), floor: null, unit: "ms", must: { most } });
}

async function fill(house: House, shopId: string): Promise<void> {
  const at = house.clock.now();
  await house.rows(
    `
      INSERT INTO "Customer" ("id", "shopId", "shopifyId", "phone", "email", "countryCode", "locale", "tags",
        "ordersCount", "totalSpent", "currency", "lastOrderAt", "since", "createdAt")
      SELECT gen_random_uuid(), $1, n::text, '+1212' || (2000000 + n), n || '@example.com', 'US', 'en',
        CASE WHEN n % 5 = 0 THEN ARRAY['vip'] ELSE ARRAY[]::text[] END, n % 10, (n % 10) * 20, 'USD',
        $2::timestamptz - (n % 200) * interval '1 day', $2::timestamptz - interval '1 year', $2::timestamptz
      FROM generate_series(1, ${CUSTOMERS}) n`,
    [shopId, at],
  );
  await subscribeNumbers(house.context.db.pool);
  await house.rows(
    `
      INSERT INTO "StoreOrder" ("shopId", "orderId", "customerId", "total", "currency", "placedAt", "told")
      SELECT c."shopId", c."shopifyId", c."id", 20, 'USD', c."lastOrderAt",
        '{"facts": {"lines": [{"title": "Mug", "vendor": "Acme", "quantity": 1}]}}'
      FROM "Customer" c WHERE c."shopId" = $1`,
    [shopId],
  );
  await house.rows(
    `
      INSERT INTO "Message" ("id", "shopId", "customerId", "direction", "to", "body", "status", "createdAt", "updatedAt")
      SELECT gen_random_uuid(), c."shopId", c."id", 'outbound', c."phone", 'Hello', 'delivered',
        $2::timestamptz - n * interval '20 days', $2
      FROM "Customer" c, generate_series(1, 2) n WHERE c."shopId" = $1`,
    [shopId, at],
  );
  await house.rows(`UPDATE "Subscriber" SET "newInBlock" = 0, "newInRegion" = 0`);
  await house.rows("ANALYZE");
}
