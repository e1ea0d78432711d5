import { afterEach, beforeEach, expect, test } from "vitest";
import { eraseCustomers } from "#services/consent/parts/erase-customers.server.ts";
import { announceStop } from "#shell/stopping.server.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnEachDatabase, describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const request = JSON.stringify({
  shop_domain: SHOP,
  customer: { id: "<id>", email: "ada@example.com", phone: ADAS_PHONE },
}).replace('"<id>"', ADA);
const OTHERS_ORDER = orderBody({ order: "2000", id: "8001", phone: "+12125550177", token: "other" });
/** Log rows of one customer. */
const MANY = 50_000;
const left = `SELECT count(*)::int AS "n" FROM "AutomationLog" l JOIN "Customer" c ON c."id" = l."customerId"
  WHERE c."shopifyId" = '${ADA}' AND l."explanation"::text LIKE '%secret%'`;

const open = async (house: House, rows: number) => {
  await house.open(["order-confirmation"]);
  house.adminKnows(ADA, { firstName: "Ada", email: "ada@example.com", phone: ADAS_PHONE, countryCode: "US" });
  await house.tell("customers_marketing_consent/update", consentBody());
  await house.tell("orders/create", orderBody());
  await house.rows(
    `
      INSERT INTO "AutomationLog" ("id", "shopId", "automationId", "sequenceId", "customerId", "stepId", "action",
        "status", "explanation", "createdAt")
      SELECT gen_random_uuid(), l."shopId", l."automationId", l."sequenceId", l."customerId", 'x', 'wait', 'done',
        '[{"guard": "x", "ok": true, "saw": {"name": "secret"}}]', now()
      FROM (SELECT * FROM "AutomationLog" WHERE "customerId" IS NOT NULL ORDER BY "createdAt" LIMIT 1) l,
        generate_series(1, $1)`,
    [rows],
  );
};

describeOnEachDatabase("the erasure of a customer with a history", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await open(house, 25);
  });
  afterEach(() => house.close());

  test("is done in batches, and leaves no trace of itself", async () => {
    await house.deliver("customers/redact", request);
    await house.work();
    expect(await house.rows(left)).toEqual([{ n: 0 }]);
    expect(await house.rows(`SELECT 1 FROM "CustomerErasure"`)).toEqual([]);
  });

  test("goes on where it was cut off", async () => {
    const stopped = { ...house.context, queue: { ...house.context.queue } };
    await house.rows(`ALTER TABLE "AutomationLog" RENAME TO "AutomationLogAway"`);
    // The history cannot be read now: the customer's own row is erased all the same.
    await house.tell("customers/redact", request);
    expect(
      await house.rows(`SELECT "erasedAt" IS NOT NULL AS "done" FROM "Customer" WHERE "shopifyId" = '${ADA}'`),
    ).toEqual([{ done: true }]);
    await house.rows(`ALTER TABLE "AutomationLogAway" RENAME TO "AutomationLog"`);
    expect(await house.rows(`SELECT "step" FROM "CustomerErasure" WHERE "customerId" IS NOT NULL`)).toEqual([
      { step: 2 },
    ]);
    announceStop(stopped);
    await eraseCustomers(stopped);
    expect(await house.rows(left)).toEqual([{ n: 25 }]);
    await house.pass({ minutes: 2 });
    await eraseCustomers(house.context, 10);
    expect(await house.rows(left)).toEqual([{ n: 0 }]);
    expect(await house.rows(`SELECT 1 FROM "CustomerErasure"`)).toEqual([]);
  });
});

describeOnPostgres("the erasure of 50,000 log rows", (database) => {
  test("holds up no other customer's order", { timeout: 60_000 }, async () => {
    const house = buildHouse(database());
    await open(house, MANY);
    const blocker = await database().pool.connect();
    await blocker.query("BEGIN");
    await blocker.query(`SELECT 1 FROM "AutomationLog" WHERE "stepId" = 'x' LIMIT 1 FOR UPDATE`);
    await house.deliver("customers/redact", request);
    const working = house.work();
    // The erasure is at the log, and waits for the locked row.
    await expect
      .poll(async () => (await house.rows(`SELECT "step" FROM "CustomerErasure" WHERE "customerId" IS NOT NULL`))[0], {
        timeout: 20_000,
      })
      .toEqual({ step: 2 });
    const other = buildHouse(database());
    await other.tell("orders/create", OTHERS_ORDER);
    expect(other.texts).toHaveLength(1);
    expect((await house.rows(`SELECT 1 FROM "CustomerErasure"`)).length).toBeGreaterThan(0);
    await blocker.query("ROLLBACK");
    blocker.release();
    await working;
    expect(await house.rows(left)).toEqual([{ n: 0 }]);
    await Promise.all([house.close(), other.close()]);
  });
});
