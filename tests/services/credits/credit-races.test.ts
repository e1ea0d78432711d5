import { afterEach, beforeEach, expect, test } from "vitest";
import { buyPack } from "#services/credits/parts/buy-credits.server.ts";
import { adjustCredits, grantCredits } from "#services/credits/grant-credits.server.ts";
import { applyPurchaseUpdates } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, type House } from "../test-app.ts";

const CHARGES = 6;
const ORDERS = 60;
const order = (at: number) =>
  orderBody({
    order: String(1_000 + at),
    id: String(50_000 + at),
    phone: `+1212555${String(1_000 + at)}`,
    token: `t-${at}`,
  });

describeOnPostgres("credits that come and go at once", (database) => {
  const houses: House[] = [];
  let first: House;
  let shopId: string;
  beforeEach(async () => {
    houses.push(...Array.from({ length: 4 }, () => buildHouse(database())));
    first = houses[0] ?? buildHouse(database());
    shopId = await first.open(["order-confirmation"], { credits: 5 });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(first.context)) expect(proof.discrepancies).toEqual([]);
    await Promise.all(houses.splice(0).map((each) => each.close()));
  });

  const by = ({ context }: House) => ({
    pay: (nth: number) =>
      transaction(context.db.pool, (sql) =>
        applyPurchaseUpdates(
          context,
          sql,
          [{ shopId, charge: { shopifyId: `gid://shopify/AppPurchaseOneTime/${nth}`, status: "active" } }],
          context.clock.now(),
        ),
      ),
    grant: () => grantCredits(context, { shopId, credits: 1, type: "grant", note: "", actor: "test" }),
    take: () =>
      adjustCredits(context, { shopId, credits: -1, note: "", actor: "test" }).then(
        () => 1,
        () => 0,
      ),
  });
  const textsOf = () => houses.reduce((sum, { texts }) => sum + texts.length, 0);

  test(
    "each charge counts once, no credit is spent twice, and the sums are the balance",
    { timeout: 120_000 },
    async () => {
      for (let at = 0; at < CHARGES; at++)
        await buyPack(first.context, {
          shopId,
          packKey: "credits-500",
          actor: "test",
          returnUrl: "https://shopbell.example",
          test: true,
        });
      for (let at = 0; at < ORDERS; at++) await first.deliver("orders/create", order(at));
      const taken = await Promise.all([
        ...houses.map(async (house) => (await house.work(), 0)),
        ...houses.flatMap((house) =>
          Array.from({ length: CHARGES }, async (_, at) => (await by(house).pay(at + 1), 0)),
        ),
        ...houses.flatMap((house) => Array.from({ length: 5 }, async () => (await by(house).grant(), 0))),
        ...houses.flatMap((house) => Array.from({ length: 5 }, () => by(house).take())),
      ]);
      await Promise.all(houses.map((house) => house.work()));
      const adjusted = taken.reduce((sum, one) => sum + one, 0);
      expect(
        await first.rows(
          `SELECT "type", count(*)::int AS "count" FROM "CreditEntry" WHERE "type" = 'purchase' GROUP BY 1`,
        ),
      ).toEqual([{ type: "purchase", count: CHARGES }]);
      expect(await first.holdings()).toEqual({ balance: 5 + CHARGES * 500 + 20 - adjusted - textsOf(), held: 0 });
    },
  );

  test("texts that wait for credits each go out once, however the credits come", { timeout: 120_000 }, async () => {
    await first.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
    for (let at = 0; at < ORDERS; at++) await first.deliver("orders/create", order(at));
    const [, ...rest] = houses;
    await Promise.all([
      ...houses.map((house) => house.work()),
      ...rest.flatMap((house) => Array.from({ length: 10 }, () => by(house).grant())),
    ]);
    for (let left = ORDERS - 35; left > 0; left--) await by(first).grant();
    await Promise.all(houses.map((house) => house.work()));
    expect(textsOf()).toBe(ORDERS);
    expect(new Set(houses.flatMap(({ texts }) => texts.map(({ to }) => to))).size).toBe(ORDERS);
    expect(await first.holdings()).toEqual({ balance: 0, held: 0 });
    expect(await first.rows(`SELECT 1 FROM "ScheduledAutomation" WHERE "status" = 'scheduled'`)).toEqual([]);
  });
});
