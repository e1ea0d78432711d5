import { afterEach, beforeEach, expect, test } from "vitest";
import type { Shop } from "#services/team/require-staff.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { startPackPurchase, readPurchaseCharge } from "#services/credits/order-pack.server.ts";
import { proveLedger } from "#services/credits/prove-ledger.server.ts";
import { readForecast } from "#services/credits/read-credits.server.ts";
import { applyPurchaseUpdates } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("what the page of credits does", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"], { credits: 50 });
    shop = await ensureShop(house.context, SHOP);
  });
  afterEach(() => house.close());

  test("orders a pack, and leads back into the app inside the store's admin", async () => {
    expect(await startPackPurchase(house.context, shop, { packKey: "credits-500", actor: "staff:1" })).toEqual({
      ok: true,
      confirmationUrl: "https://shop.example/charges/1",
    });
    expect(house.writes[0]?.told[0]).toMatchObject({
      returnUrl: `https://${SHOP}/admin/apps/test-key/app/credits`,
      test: false,
    });
    expect(await readPurchaseCharge(house.context, shop, "1")).toEqual({ status: "pending", credits: 500 });
    await transaction(database().pool, (sql) =>
      applyPurchaseUpdates(
        house.context,
        sql,
        [{ shopId: shop.id, charge: { shopifyId: "gid://shopify/AppPurchaseOneTime/1", status: "active" } }],
        house.clock.now(),
      ),
    );
    expect(await readPurchaseCharge(house.context, shop, "1")).toEqual({ status: "active", credits: 500 });
    expect(
      await readPurchaseCharge(house.context, { id: await house.open([], { domain: "larkspur.myshopify.com" }) }, "1"),
    ).toBeNull();
  });

  test("asks for test charges where the installation says so", async () => {
    const context = { ...house.context, env: { ...house.context.env, SHOPIFY_TEST_CHARGES: true } };
    await startPackPurchase(context, shop, { packKey: "credits-500", actor: "staff:1" });
    expect(house.writes[0]?.told[0]).toMatchObject({ test: true });
  });

  test("refuses a pack that there is not", async () => {
    expect(await startPackPurchase(house.context, shop, { packKey: "credits-7", actor: "staff:1" })).toMatchObject({
      ok: false,
      reason: "not_found",
    });
  });

  test("shows each comparison of the proof, and which of them fails", async () => {
    await house.tell("orders/create", orderBody());
    const proof = await proveLedger(house.context, shop);
    expect(proof).toMatchObject({ holds: true, discrepancies: [], at: { shown: "Today at 10:00 am" } });
    expect(proof?.compared.map(({ what, agrees }) => [what, agrees])).toEqual([
      ["entries", true],
      ["balance", true],
      ["held", true],
      ["length", true],
      ["purchases", true],
      ["texts", true],
      ["segments", true],
      ["logs", true],
    ]);
    await house.rows(`UPDATE "Shop" SET "creditBalance" = 60`);
    const wrong = await proveLedger(house.context, shop);
    expect(wrong?.holds).toBe(false);
    expect(wrong?.compared.filter(({ agrees }) => !agrees)).toEqual([
      { what: "balance", said: 60, sum: 49, agrees: false },
    ]);
    expect(wrong?.discrepancies).toHaveLength(1);
  });

  test("says for how long the credits last once some were spent", async () => {
    const days = async () => readForecast(house.context, await ensureShop(house.context, SHOP));
    expect(await days()).toBeNull();
    await house.tell("orders/create", orderBody());
    expect(await days()).toBe(49);
  });
});
