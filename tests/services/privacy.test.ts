import { afterEach, beforeEach, expect, test } from "vitest";
import { receiveMessage } from "#services/receive-message.server.ts";
import { verifyLedger } from "#services/verify-ledger.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { ADA, ADAS_PHONE, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "./house.ts";

const request = () => JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", email: "ada@example.com", phone: ADAS_PHONE } }).replace('"<id>"', ADA);

describeOnDatabases("what the law lets people ask", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation", "welcome"]);
    house.adminKnows(ADA, { firstName: "Ada", email: "ada@example.com", phone: ADAS_PHONE, countryCode: "US", provinceCode: "NY" });
    await house.tell("customers_marketing_consent/update", consentBody());
    await house.tell("orders/create", orderBody());
  });
  afterEach(() => house.close());

  test("a customer who asks to be forgotten is in no row any more; totals and the books stay", async () => {
    await house.tell("customers/redact", request());
    const tables = await house.rows<{ name: string }>(`SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`);
    for (const { name } of tables) {
      const rows = await house.rows<{ text: string }>(`SELECT t::text AS "text" FROM "${name}" t`);
      for (const trace of [ADAS_PHONE, "ada@example.com", "Ada", "Moreno"]) expect({ name, rows: rows.filter(({ text }) => text.includes(trace)) }).toEqual({ name, rows: [] });
    }
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "StoreEvent" WHERE "payload" IS NOT NULL`)).toEqual([{ n: 0 }]);
    expect(await house.log()).toContain("send_sms sent");
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.pass({ days: 3 });
    expect(house.texts).toHaveLength(2);
  });

  test("who said stop and was forgotten stays silenced when the number comes back", async () => {
    await receiveMessage(house.context, { providerId: "SM1", from: ADAS_PHONE, to: "+15005550006", body: "STOP", answeredByProvider: false });
    await house.tell("customers/redact", request());
    await house.tell("orders/create", orderBody({ order: "2", id: "555" }));
    expect(house.texts).toHaveLength(2);
    expect((await house.log()).at(-1)).toBe("send_sms skipped opted_out");
  });

  test("who asks to see their data is told to the merchant", async () => {
    await house.tell("customers/data_request", request());
    expect(await house.rows(`SELECT "kind" FROM "Notification"`)).toEqual([{ kind: "data_request" }]);
  });

  test("a shop's data goes 48 hours after it left, but not when it has come back", async () => {
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Shop"`)).toEqual([{ n: 1 }]);
    await house.tell("app/uninstalled", "{}");
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT "status", "reason" FROM "StoreEvent" WHERE "topic" = 'shop/redact'`)).toEqual([{ status: "ignored", reason: "shop_not_gone" }, { status: "ignored", reason: "shop_not_gone" }]);
    await house.pass({ hours: 48 });
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT (SELECT count(*) FROM "Shop")::int AS "shops", (SELECT count(*) FROM "CreditEntry")::int AS "entries", (SELECT count(*) FROM "Message")::int AS "messages"`)).toEqual([{ shops: 0, entries: 0, messages: 0 }]);
  });
});
