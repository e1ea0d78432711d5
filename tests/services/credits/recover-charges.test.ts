import { afterEach, beforeEach, expect, test } from "vitest";
import { packs } from "#core/credits/packs.ts";
import { saveTopUpRule, readTopUps } from "#services/credits/auto-top-up.server.ts";
import { adjustCredits } from "#services/credits/grant-credits.server.ts";
import { buyPack } from "#services/credits/parts/buy-credits.server.ts";
import { checkSubscriptions } from "#services/credits/parts/check-subscriptions.server.ts";
import { recoverCharges } from "#services/credits/parts/recover-charges.server.ts";
import { beginTopUp, topUpShops } from "#services/credits/parts/top-up.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { text } from "#text/en.ts";
import { recordRestore } from "#shell/repositories/operations/restored-steps.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const [PACK] = packs;
if (!PACK) throw new Error("there is no pack");
const rule = { below: 50, packKey: PACK.key, mostPerMonth: 100 };
const silent = { kind: "retry", detail: "connect ECONNREFUSED" } as const;

describeOnEachDatabase("after a restore, what was paid since the copy", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 60 });
    await house.rows(`UPDATE "Shop" SET "createdAt" = $1`, [house.clock.now()]);
    await house.pass({ minutes: 7 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  const approve = async () => {
    await saveTopUpRule(house.context, { shopId, actor: "staff:1", rule });
    house.billing.turn(1, "active");
    await house.pass({ minutes: 11 });
    await checkSubscriptions(house.context);
  };
  const spend = (credits: number) =>
    adjustCredits(house.context, { shopId, credits: -credits, note: "", actor: "test" });
  const balance = async () => (await house.holdings()).balance;
  const state = async () => (await readTopUps(house.context, await ensureShop(house.context, SHOP))).state;
  const purchases = () => house.rows(`SELECT "status", "packKey", "price"::text AS "price" FROM "CreditPurchase"`);

  /** The copy was made before the merchant's last purchases. */
  async function restore({ losesPlan = false } = {}) {
    await house.rows(`DELETE FROM "CreditPurchase"`);
    if (losesPlan) await house.rows(`DELETE FROM "AppSubscription"`);
    await house.pass({ minutes: 3 });
    await recordRestore(database().pool, house.clock.now());
  }
  /** A top-up of which the copy has nothing. */
  const topUpAtShopify = () =>
    house.billing.meter.charge(SHOP, {
      lineItemId: house.billing.subscriptions[0]?.lineItemId ?? "",
      price: PACK.price,
      currency: PACK.currency,
      description: text.topUp.charged(PACK.credits),
      key: house.context.newId(house.clock.now()),
    });
  const buy = () =>
    buyPack(house.context, {
      shopId,
      packKey: PACK.key,
      actor: "staff:1",
      returnUrl: "https://shop.example",
      test: false,
    });

  test("is granted once: the packs that the copy lacks, and those that it has unpaid", async () => {
    await buy();
    await buy();
    for (const purchase of house.billing.purchases) purchase.status = "active";
    await restore();
    expect(await balance()).toBe(60);
    expect(await recoverCharges(house.context)).toBe(2);
    expect(await balance()).toBe(60 + 2 * PACK.credits);
    expect(await purchases()).toEqual([0, 1].map(() => ({ status: "active", packKey: PACK.key, price: PACK.price })));
    expect(await recoverCharges(house.context)).toBeNull();
    await recordRestore(database().pool, house.clock.now());
    expect(await recoverCharges(house.context)).toBe(0);
    expect(await balance()).toBe(60 + 2 * PACK.credits);
  });

  test("gives nothing while the merchant has not paid it, and all once Shopify tells of it", async () => {
    await buy();
    await restore();
    await recoverCharges(house.context);
    expect(await balance()).toBe(60);
    await house.tell(
      "app_purchases_one_time/update",
      JSON.stringify({
        app_purchase_one_time: { admin_graphql_api_id: house.billing.purchases[0]?.shopifyId, status: "ACTIVE" },
      }),
    );
    expect(await balance()).toBe(60 + PACK.credits);
  });

  test("is no reason to top up again: none begins until Shopify was asked", async () => {
    await approve();
    await spend(20);
    await topUpAtShopify();
    await restore();
    await topUpShops(house.context);
    expect(await beginTopUp(house.context, shopId)).toBeNull();
    expect(await state()).toBe("restored");
    expect(await recoverCharges(house.context)).toBe(1);
    await topUpShops(house.context);
    expect(house.billing.records.size).toBe(1);
    expect(await balance()).toBe(40 + PACK.credits);
    expect(await state()).toBe("on");
  });

  test("has its subscription too, where the merchant approved it since the copy", async () => {
    await approve();
    await spend(20);
    await topUpAtShopify();
    await restore({ losesPlan: true });
    expect(await recoverCharges(house.context)).toBe(1);
    expect(await balance()).toBe(40 + PACK.credits);
    expect(await house.rows(`SELECT "status", "cappedAmount"::text AS "cap" FROM "AppSubscription"`)).toEqual([
      { status: "active", cap: "100.00" },
    ]);
    await spend(PACK.credits);
    await topUpShops(house.context);
    expect(house.billing.records.size).toBe(2);
  });

  test("ends a top-up of the copy that was refused before a later one was charged", async () => {
    await approve();
    await spend(20);
    await topUpAtShopify();
    const pending = await beginTopUp(house.context, shopId);
    await recordRestore(database().pool, house.clock.now());
    await recoverCharges(house.context);
    expect(await house.rows(`SELECT "status" FROM "CreditPurchase" WHERE "id" = $1`, [pending])).toEqual([
      { status: "expired" },
    ]);
    await topUpShops(house.context);
    expect(house.billing.records.size).toBe(1);
  });

  test("is asked for again while Shopify gives no answer", async () => {
    await approve();
    await spend(20);
    await topUpAtShopify();
    await restore();
    house.billing.apiFails(silent);
    await expect(recoverCharges(house.context)).rejects.toThrow(`${SHOP}: connect ECONNREFUSED`);
    await topUpShops(house.context);
    expect(house.billing.records.size).toBe(1);
    house.billing.apiFails(null);
    expect(await recoverCharges(house.context)).toBe(1);
  });

  test("is told to the merchant, and not granted, where no pack explains it", async () => {
    house.billing.purchases.push({
      shopifyId: "gid://shopify/AppPurchaseOneTime/77",
      name: "A pack of last year",
      price: "12.00",
      currency: "USD",
      status: "active",
      createdAt: house.clock.now(),
    });
    await restore();
    expect(await recoverCharges(house.context)).toBe(0);
    expect(await balance()).toBe(60);
    expect(await house.rows(`SELECT "after" FROM "AuditEvent" WHERE "action" = 'credits.charge_unknown'`)).toEqual([
      { after: { words: "A pack of last year", price: "12.00", currency: "USD" } },
    ]);
  });
});
