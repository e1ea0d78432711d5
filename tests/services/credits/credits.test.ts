import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packs } from "#core/credits/packs.ts";
import { priorities } from "#core/operations/jobs.ts";
import { buyPack } from "#services/credits/parts/buy-credits.server.ts";
import { adjustCredits, grantCredits } from "#services/credits/grant-credits.server.ts";
import { applyPurchaseUpdates, type PurchaseUpdate } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const PACK = packs[0] ?? { key: "", credits: 0 };
const order = { packKey: PACK.key, actor: "merchant", returnUrl: "https://shopbell.example/app/credits", test: false };
const chargeOf = (nth: number) => `gid://shopify/AppPurchaseOneTime/${nth}`;

describeOnDatabases("a shop's credits", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([], { credits: 0 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  const buy = () => buyPack(house.context, { ...order, shopId });
  const takeAll = (told: readonly PurchaseUpdate[]) =>
    transaction(database().pool, (sql) => applyPurchaseUpdates(house.context, sql, told, house.clock.now()));
  const take = (...statuses: PurchaseUpdate["charge"]["status"][]) =>
    takeAll(statuses.map((status) => ({ shopId, charge: { shopifyId: chargeOf(1), status } })));
  const purchases = () =>
    house.rows<{ status: string; shopifyId: string | null }>(
      `SELECT "status", "shopifyId" FROM "CreditPurchase" ORDER BY "id"`,
    );
  const entries = () =>
    house.rows<{ type: string; amount: number; note: string }>(
      `SELECT "type", "amount", "note" FROM "CreditEntry" ORDER BY "seq"`,
    );
  const audit = async () =>
    (
      await house.rows<{ line: string }>(
        `
          SELECT "actor" || ' ' || "action" AS "line" FROM "AuditEvent" WHERE "action" LIKE 'credits.%'
            ORDER BY "createdAt", "id"`,
      )
    ).map(({ line }) => line);

  describe("a pack", () => {
    test("is asked of Shopify at its price, and gives nothing before it is paid for", async () => {
      expect(await buy()).toEqual({
        kind: "to_be_confirmed",
        purchaseId: expect.any(String),
        confirmationUrl: "https://shop.example/charges/1",
      });
      expect(house.writes).toEqual([
        {
          write: "createPurchase",
          domain: SHOP,
          told: [
            { name: "500 text credits", price: "10.00", currency: "USD", returnUrl: order.returnUrl, test: false },
          ],
        },
      ]);
      expect(await purchases()).toEqual([{ status: "pending", shopifyId: chargeOf(1) }]);
      expect(await entries()).toEqual([]);
      expect(await audit()).toEqual(["merchant credits.order"]);
    });

    test("gives its credits once it is paid for", async () => {
      await buy();
      await take("active");
      expect(await house.holdings()).toEqual({ balance: PACK.credits, held: 0 });
      expect(await entries()).toEqual([{ type: "purchase", amount: PACK.credits, note: PACK.key }]);
      expect(await audit()).toEqual(["merchant credits.order", "shopify credits.charge_active"]);
    });

    test.for<[fact: string, told: PurchaseUpdate["charge"]["status"][], status: string, credits: number]>([
      ["told twice", ["active", "active"], "active", PACK.credits],
      ["declined after it was paid for", ["active", "declined"], "active", PACK.credits],
      ["paid for after it was said to have lapsed", ["expired", "active", "pending"], "active", PACK.credits],
      ["agreed to, and not paid yet", ["pending", "pending"], "pending", 0],
      ["declined", ["declined", "expired"], "declined", 0],
    ])("%s", async ([, told, status, credits]) => {
      await buy();
      for (const one of told) await take(one);
      expect(await purchases()).toMatchObject([{ status }]);
      expect((await house.holdings()).balance).toBe(credits);
    });

    test("told several times in one batch, and of two packs at once", async () => {
      await buy();
      await buy();
      await takeAll(
        [1, 2, 1].flatMap((nth) =>
          (["pending", "active", "declined"] as const).map((status) => ({
            shopId,
            charge: { shopifyId: chargeOf(nth), status },
          })),
        ),
      );
      expect((await house.holdings()).balance).toBe(2 * PACK.credits);
    });

    test("of another shop, or of none, gives nobody anything", async () => {
      await buy();
      const other = await house.open([], { credits: 0, domain: "other.myshopify.com" });
      await takeAll([
        { shopId: other, charge: { shopifyId: chargeOf(1), status: "active" } },
        { shopId, charge: { shopifyId: chargeOf(99), status: "active" } },
      ]);
      expect(await purchases()).toMatchObject([{ status: "pending" }]);
      expect(await entries()).toEqual([]);
    });

    test("that Shopify will not charge for is over at once", async () => {
      house.store(() => ({ kind: "refused", code: "userErrors", detail: "the store cannot be charged" }));
      expect(await buy()).toEqual({ kind: "refused", code: "userErrors", detail: "the store cannot be charged" });
      expect(await purchases()).toEqual([{ status: "expired", shopifyId: null }]);
    });

    test("that there is none of, or of a shop that is gone, is not asked for", async () => {
      expect(await buyPack(house.context, { ...order, shopId, packKey: "credits-7" })).toEqual({
        kind: "no_such_pack",
      });
      await house.rows(`UPDATE "Shop" SET "uninstalledAt" = now()`);
      expect(await buy()).toEqual({ kind: "not_installed" });
      expect(house.writes).toEqual([]);
      expect(await purchases()).toEqual([]);
    });
  });

  describe("a change by hand", () => {
    test("goes both ways, and is on record", async () => {
      await grantCredits(house.context, { shopId, credits: 50, type: "grant", note: "welcome", actor: "operator" });
      expect(await adjustCredits(house.context, { shopId, credits: -20, note: "a mistake", actor: "operator" })).toBe(
        30,
      );
      expect(await adjustCredits(house.context, { shopId, credits: 5, note: "half of it", actor: "operator" })).toBe(
        35,
      );
      expect(await entries()).toEqual([
        { type: "grant", amount: 50, note: "welcome" },
        { type: "adjust", amount: -20, note: "a mistake" },
        { type: "adjust", amount: 5, note: "half of it" },
      ]);
      expect(await audit()).toEqual(["operator credits.grant", "operator credits.adjust", "operator credits.adjust"]);
    });

    test("that the balance does not cover changes nothing", async () => {
      await grantCredits(house.context, { shopId, credits: 50, type: "grant", note: "", actor: "operator" });
      await expect(adjustCredits(house.context, { shopId, credits: -51, note: "", actor: "operator" })).rejects.toThrow(
        "only 50 are free",
      );
      expect(await entries()).toHaveLength(1);
      expect(await audit()).toHaveLength(1);
    });
  });

  describe("a merchant who is told below 50 credits", () => {
    const adjust = (credits: number) => adjustCredits(house.context, { shopId, credits, note: "", actor: "operator" });
    const told = async () =>
      (
        await house.rows<{ line: string }>(
          `
            SELECT "kind" || CASE WHEN "readAt" IS NULL THEN ' open' ELSE ' read' END AS "line" FROM "Notification"
              ORDER BY "createdAt", "id"`,
        )
      ).map(({ line }) => line);
    beforeEach(() => grantCredits(house.context, { shopId, credits: 60, type: "grant", note: "", actor: "operator" }));

    test("is told once as they fall, once more as they end, and not again", async () => {
      await adjust(-10);
      expect(await told()).toEqual([]);
      await adjust(-1);
      await adjust(-1);
      expect(await told()).toEqual(["credits_low open"]);
      await adjust(-48);
      expect(await told()).toEqual(["credits_low open", "credits_empty open"]);
    });

    test("is told again only after a top-up, also of what was read", async () => {
      await adjust(-60);
      await house.rows(`UPDATE "Notification" SET "readAt" = now()`);
      await adjust(100);
      await adjust(-60);
      expect(await told()).toEqual(["credits_empty read", "credits_low open"]);
      await adjust(60);
      expect(await told()).toEqual(["credits_empty read", "credits_low read"]);
      await adjust(-100);
      expect(await told()).toEqual(["credits_empty read", "credits_low read", "credits_empty open"]);
    });

    test("who has set another threshold is told at that", async () => {
      await house.rows(`UPDATE "Shop" SET "settings" = '{"lowBalanceAt": 10}'`);
      await adjust(-50);
      expect(await told()).toEqual([]);
      await adjust(-1);
      expect(await told()).toEqual(["credits_low open"]);
    });

    test("reads how long they last", async () => {
      await adjust(-3);
      await house.open(["order-confirmation"], { credits: 0 });
      for (const at of ["1", "2", "3", "4"]) await house.tell("orders/create", orderBody({ order: at }));
      await adjust(-4);
      const [row] = await house.rows<{ body: string }>(`SELECT "body" FROM "Notification"`);
      expect(row?.body).toBe(
        "49 credits are left. At the pace of the last days they last about 12 more days. Buy credits " +
          "in time, and no text is skipped.",
      );
    });
  });

  describe("texts about orders that wait for credits", () => {
    beforeEach(async () => {
      await house.open(["order-confirmation"], { credits: 0 });
      await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
      for (const at of ["1", "2"]) await house.tell("orders/create", orderBody({ order: at }));
      expect(house.texts).toEqual([]);
    });
    const waiting = async () =>
      (await house.rows(`SELECT 1 FROM "ScheduledAutomation" WHERE "held" AND "deferral"->>'reason' = 'credits_held'`))
        .length;

    test("go out after a grant, each by its own decision", async () => {
      expect(await waiting()).toBe(2);
      await grantCredits(house.context, { shopId, credits: 1, type: "grant", note: "", actor: "operator" });
      expect(await waiting()).toBe(0);
      await house.work();
      expect(house.texts).toHaveLength(1);
      expect(await waiting()).toBe(1);
      await adjustCredits(house.context, { shopId, credits: 5, note: "", actor: "operator" });
      await house.work();
      expect(house.texts).toHaveLength(2);
    });

    test("go out after a purchase, which tells which are due", async () => {
      await buy();
      const due = await take("active");
      expect(due).toEqual(
        [1, 2].map(() => ({ id: expect.any(String), dueAt: house.clock.now(), priority: priorities.critical })),
      );
      await house.work();
      expect(house.texts).toHaveLength(2);
    });

    test("go on waiting when credits are taken", async () => {
      await grantCredits(house.context, { shopId, credits: 1, type: "grant", note: "", actor: "operator" });
      await house.work();
      expect(await waiting()).toBe(1);
    });
  });
});
