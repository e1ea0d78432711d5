import { afterEach, beforeEach, expect, test } from "vitest";
import { transaction } from "#shell/db/sql.server.ts";
import { eraseRowsOfShop, tablesToErase } from "#shell/repositories/consent/erase-shop.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

const OTHER = "other.myshopify.com";

describeOnDatabases("the erasure of a shop", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["order-confirmation"]);
    await house.open(["order-confirmation"], { domain: OTHER });
    for (const domain of [undefined, OTHER])
      for (let order = 1; order <= 5; order++)
        await house.deliver("orders/create", orderBody({ order: String(order), token: `t${order}` }), {
          ...(domain && { domain }),
        });
    await house.work();
  });
  afterEach(() => house.close());
  const rowsOf = async (table: string, id = shopId) =>
    (await house.rows<{ n: number }>(`SELECT count(*)::int AS "n" FROM "${table}" WHERE "shopId" = $1`, [id]))[0]?.n;
  const erase = (table: (typeof tablesToErase)[number], limit = 2) =>
    transaction(database().pool, (sql) =>
      eraseRowsOfShop(sql, shopId, { table, limit, keep: "00000000-0000-0000-0000-000000000000" }),
    );

  test("takes batches, each of its own, and goes on where it was cut off; another shop keeps everything", async () => {
    const others = await house.rows(`SELECT count(*)::int AS "n" FROM "Message" WHERE "shopId" <> $1`, [shopId]);
    await house.tell("app/uninstalled", "{}");
    expect(await erase("AutomationLog")).toBe(2);
    expect(await erase("CreditEntry", 3)).toBe(3);
    await house.pass({ hours: 48 });
    await house.tell("shop/redact", "{}");
    expect(await house.rows(`SELECT "domain" FROM "Shop"`)).toEqual([{ domain: OTHER }]);
    for (const table of tablesToErase) expect([table, await rowsOf(table)]).toEqual([table, 0]);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Message"`)).toEqual(others);
  });

  test("leaves an installed shop alone, and one that has come back meanwhile", async () => {
    expect(await erase("AutomationLog")).toBeNull();
    expect(await rowsOf("AutomationLog")).toBeGreaterThan(0);
  });

  test("alone may delete from the ledger and the consent events", async () => {
    const remove = (table: string, says: string | null) =>
      transaction(database().pool, async (sql) => {
        if (says) await sql.query(`SELECT set_config('shopbell.erases_shop', $1, true)`, [says]);
        await sql.query(`DELETE FROM "${table}" WHERE "shopId" = $1`, [shopId]);
      });
    for (const says of [null, shopId]) await expect(remove("CreditEntry", says)).rejects.toThrow(/append-only/);
    await house.tell("app/uninstalled", "{}");
    await expect(remove("CreditEntry", null)).rejects.toThrow(/append-only/);
    await expect(remove("CreditEntry", "another")).rejects.toThrow(/append-only/);
  });
});
