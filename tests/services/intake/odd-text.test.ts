import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { scanCalendar } from "#services/scheduled/parts/scan-calendar.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, type House } from "../test-app.ts";

/** Characters that Postgres cannot hold: nothing, and half an emoji. */
const ODD = { nothing: "\u0000", half: "\ud83d" };

describeOnDatabases("text that a database cannot hold", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(() => house.close());

  test("in a stop does not keep it from being heard", async () => {
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    await receiveMessage(house.context, {
      providerId: "SM1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: `STOP ${ODD.nothing}`,
      answeredByProvider: false,
    });
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Suppression"`)).toEqual([{ n: 1 }]);
  });

  test("in an order does not lose the order", async () => {
    await house.open(["order-confirmation"]);
    for (const [at, odd] of Object.values(ODD).entries())
      await house.tell(
        "orders/create",
        orderBody({ order: `7${at}`, fields: { name: `#1042${odd}`, note: `for you ${odd}` } }),
      );
    expect(house.texts).toHaveLength(2);
    expect(await house.rows(`SELECT "status"::text FROM "StoreEvent" GROUP BY 1`)).toEqual([{ status: "processed" }]);
  });

  test("a zone that no clock knows keeps no shop from its calendar", async () => {
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "birthday", config: { at: "10:00" } },
      reentry: "every_time",
      steps: [{ id: "say", type: "send_sms", config: { body: "Hi" } }],
    });
    const other = await house.open([], { domain: "far.myshopify.com" });
    await house.automate(other, {
      kind: "marketing",
      trigger: { type: "birthday", config: { at: "10:00" } },
      reentry: "every_time",
      steps: [{ id: "say", type: "send_sms", config: { body: "Hi" } }],
    });
    await house.rows(`UPDATE "Shop" SET "timezone" = 'Mars/Phobos' WHERE "domain" = 'far.myshopify.com'`);
    await house.rows(
      `
        INSERT INTO "Customer" ("id", "shopId", "birthday")
          VALUES (gen_random_uuid(), $1, '03-03')`,
      [shopId],
    );
    await house.pass({ hours: 26 });
    await scanCalendar(house.context);
    expect(await house.rows(`SELECT "topic" FROM "StoreEvent"`)).toEqual([{ topic: "shopbell/birthday" }]);
  });
});
