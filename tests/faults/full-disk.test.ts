import { createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { action } from "../../app/routes/webhooks.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";

describeOnDatabases("a disk that is full", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    await house.rows(`
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`);
  });
  afterEach(async () => {
    await house.rows(`DROP FUNCTION full_disk CASCADE`);
    for (const { discrepancies } of await verifyLedger(house.context)) expect(discrepancies).toEqual([]);
    await house.close();
  });
  /** From now on no row can be written to the table. @returns ends it */
  const fill = async (table: string) => {
    await house.rows(`CREATE TRIGGER full_disk BEFORE INSERT ON "${table}" EXECUTE FUNCTION full_disk()`);
    return () => house.rows(`DROP TRIGGER full_disk ON "${table}"`);
  };
  const attempts = async () =>
    (await house.rows<{ attempts: number }>(`SELECT "attempts" FROM "StoreEvent"`)).map((row) => row.attempts);

  test.each([
    ["while events are taken in", "AutomationSequence"],
    ["while a text is committed", "Message"],
    ["while an outcome is written", "AutomationLog"],
  ])("%s: the work waits, nothing fails, and each text is called for once", async (_when, table) => {
    await house.deliver("orders/create", orderBody());
    await house.deliver("orders/create", orderBody({ order: "2", token: "c-2" }));
    const empty = await fill(table);
    let isDone = false;
    const work = house.work().then(() => (isDone = true));
    await expect.poll(() => attempts()).toEqual([1, 1]);
    await expect.poll(async () => (await house.rows(`SELECT 1 FROM "StoreEvent"`)).length).toBe(2);
    expect(isDone).toBe(false);
    expect(house.texts).toEqual([]);
    await empty();
    await work;
    expect(house.texts).toHaveLength(2);
    expect(await house.rows(`SELECT DISTINCT "status" FROM "ScheduledAutomation"`)).toEqual([{ status: "executed" }]);
    expect(await attempts()).toEqual([1, 1]);
  });

  test("a webhook is answered with 503, so that Shopify delivers it again", async () => {
    const empty = await fill("StoreEvent");
    const body = orderBody();
    const deliver = () =>
      action({
        request: new Request("https://shopbell.example/webhooks", {
          method: "POST",
          body,
          headers: {
            "X-Shopify-Topic": "orders/create",
            "X-Shopify-Shop-Domain": SHOP,
            "X-Shopify-API-Version": "2026-10",
            "X-Shopify-Webhook-Id": randomUUID(),
            "X-Shopify-Event-Id": "e-1",
            "X-Shopify-Triggered-At": house.clock.now().toString(),
            "X-Shopify-Hmac-Sha256": createHmac("sha256", testEnv.SHOPIFY_API_SECRET).update(body).digest("base64"),
          },
        }),
        params: {},
        context: { app: house.context },
      });
    expect((await deliver()).status).toBe(503);
    await empty();
    expect((await deliver()).status).toBe(200);
    await house.work();
    expect(house.texts).toHaveLength(1);
  });
});
