import { afterEach, beforeEach, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { scanCalendar } from "#services/scheduled/parts/scan-calendar.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { productBody } from "#tests/fixtures/product-bodies.ts";
import { buildHouse, type House } from "../test-app.ts";
import { refreshStatistics } from "#shell/db/statistics.server.ts";
import { subscribeNumbers } from "#tests/support/subscribers.ts";

/** Nine in the morning in New York. */
const NINE = Temporal.Instant.from("2026-03-02T14:00:00Z");

describeOnDatabases("what Shopbell notices itself starts automations as the store's events do", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database(), { now: NINE });
    shopId = await house.open([]);
  });
  afterEach(() => house.close());
  const says = (type: string, config: object, body: string, reentry: "per_subject" | "every_time" = "per_subject") =>
    house.automate(shopId, {
      name: type,
      kind: "marketing",
      trigger: { type, config },
      reentry,
      steps: [{ id: "say", type: "send_sms", config: { body } }],
    });
  const subscribe = async () => {
    house.adminKnows(ADA, { firstName: "Ada", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.tell("customers_marketing_consent/update", consentBody({ at: "2026-03-02T13:00:00Z" }));
  };
  const toTenAndScan = async () => {
    await house.pass({ hours: 1, seconds: 10 });
    await scanCalendar(house.context);
    await house.work();
  };

  test("a birthday brings its text at the hour that the merchant set", async () => {
    await says("birthday", { at: "10:00" }, "Happy {{ birthday.on }}!");
    await subscribe();
    await house.rows(`UPDATE "Customer" SET "birthday" = '03-02'`);
    await toTenAndScan();
    expect(house.bodies()).toEqual([expect.stringContaining("Happy 2026-03-02!")]);
  });

  test("a schedule reaches every subscriber, in pages", async () => {
    await says("schedule", { pattern: "0 10 * * *" }, "Hi", "every_time");
    await house.rows(
      `INSERT INTO "Customer" ("id", "shopId", "phone", "countryCode", "provinceCode")
       SELECT gen_random_uuid(), $1::uuid, '+1212555' || lpad(n::text, 4, '0'), 'US', 'NY'
         FROM generate_series(1, 1100) n`,
      [shopId],
    );
    await subscribeNumbers(house.context.db.pool);
    // As the task does once a minute: plans kept from a nearly empty database join row by row.
    await refreshStatistics(house.context.db.pool);
    await toTenAndScan();
    expect((await house.log()).filter((line) => line === "enter done")).toHaveLength(1_100);
    expect(await house.rows(`SELECT "customerId" FROM "AutomationSequence" GROUP BY 1 HAVING count(*) > 1`)).toEqual(
      [],
    );
  });

  test("a lower price, and a return to stock, are told to who wanted the variant", async () => {
    await says("back_in_stock", {}, "{{ variant.title }} is back: {{ variant.url }}");
    await says(
      "price_drop",
      { percent: 10 },
      "{{ variant.title }} now {{ variant.price }}, was {{ variant.old_price }}",
    );
    await subscribe();
    await house.tell("products/update", productBody([{ quantity: 0 }]));
    await house.tell("checkouts/create", checkoutBody());
    await house.pass({ hours: 2 });
    await house.tell("products/update", productBody([{ quantity: 0, price: "30.00" }]));
    await house.tell("products/update", productBody([{ quantity: 3, price: "30.00" }]));
    expect(house.bodies()).toEqual([expect.stringContaining("now 30.00"), expect.stringContaining("is back")]);
  });

  test("a stop is told once: its echo from the store is nothing new", async () => {
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "consent_revoked" },
      reentry: "every_time",
      steps: [{ id: "tell", type: "notify_admin", config: { title: "Gone", body: "A customer said stop" } }],
    });
    await subscribe();
    const at = house.clock.now().toString();
    await receiveMessage(house.context, {
      providerId: "SM1",
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: false,
    });
    await house.work();
    await house.tell("customers_marketing_consent/update", consentBody({ state: "unsubscribed", at }));
    expect((await house.log()).filter((line) => line.startsWith("enter"))).toEqual(["enter done"]);
  });

  test("a text that failed is told of, once", async () => {
    await house.automate(shopId, {
      kind: "marketing",
      trigger: { type: "message_failed" },
      reentry: "every_time",
      steps: [{ id: "tell", type: "notify_admin", config: { title: "Failed", body: "{{ message.reason }}" } }],
    });
    await house.automate(shopId, {
      kind: "transactional",
      reentry: "per_subject",
      steps: [{ id: "say", type: "send_sms", config: { body: "Thanks" } }],
    });
    house.phoneCompany(() => ({ kind: "refused", code: "21614", detail: "no mobile" }));
    await house.tell("orders/create", orderBody());
    expect(await house.rows(`SELECT "status" FROM "StoreEvent" WHERE "topic" = 'shopbell/message_failed'`)).toEqual([
      { status: "processed" },
    ]);
    expect(await house.rows(`SELECT "title" FROM "Notification" WHERE "kind" = 'automation'`)).toEqual([
      { title: "Failed" },
    ]);
  });
});
