import { afterEach, beforeEach, expect, test } from "vitest";
import type { SendOutcome } from "#core/sms/outcome.ts";
import { grantCredits } from "#services/grant-credits.server.ts";
import { verifyLedger } from "#services/verify-ledger.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "./house.ts";

const refused = (): SendOutcome => ({ kind: "refused", code: "21211", detail: "no such number" });

describeOnDatabases("texts that use the balance up", (database) => {
  let house: House;
  let orders = 0;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });
  const open = async (credits: number, lowBalanceAt: number) => {
    const shopId = await house.open(["order-confirmation"], { credits });
    await house.rows(`UPDATE "Shop" SET "settings" = $1`, [{ lowBalanceAt }]);
    return shopId;
  };
  const order = () => house.tell("orders/create", orderBody({ order: String(++orders) }));
  const told = async () => (await house.rows<{ line: string }>(`SELECT "kind" || CASE WHEN "readAt" IS NULL THEN ' open' ELSE ' read' END AS "line" FROM "Notification" ORDER BY "createdAt", "id"`)).map(({ line }) => line);

  test("the merchant is told as it runs low, and as it ends, before any text is left out", async () => {
    await open(3, 2);
    await order();
    expect(await told()).toEqual([]);
    await order();
    expect(await told()).toEqual(["credits_low open"]);
    await order();
    expect(house.texts).toHaveLength(3);
    expect(await told()).toEqual(["credits_low open", "credits_empty open"]);
  });

  test("of texts that are left out no more is told, until a top-up", async () => {
    const shopId = await open(1, 0);
    for (let at = 0; at < 3; at++) await order();
    await house.rows(`UPDATE "Notification" SET "readAt" = now()`);
    await order();
    expect(await told()).toEqual(["credits_empty read"]);
    await grantCredits(house.context, { shopId, credits: 1, type: "grant", note: "", actor: "test" });
    await order();
    expect(await told()).toEqual(["credits_empty read", "credits_empty open"]);
  });

  test("a text that gives its credit back ends no alert, and the next one tells nothing again", async () => {
    await open(10, 10);
    house.phoneCompany(refused);
    await order();
    expect((await house.holdings()).balance).toBe(10);
    expect(await told()).toEqual(["credits_low open"]);
    await house.rows(`UPDATE "Notification" SET "readAt" = now()`);
    house.phoneCompany(accepted);
    await order();
    expect((await house.holdings()).balance).toBe(9);
    expect(await told()).toEqual(["credits_low read"]);
  });

  test("a text that costs more than is left is told of as if nothing were left", async () => {
    await open(2, 0);
    await house.tell("orders/create", orderBody({ order: "44", phone: "+447911123456" }));
    expect(house.texts).toEqual([]);
    const [row] = await house.rows<{ kind: string; body: string }>(`SELECT "kind", "body" FROM "Notification"`);
    expect(row).toEqual({ kind: "credits_empty", body: "2 credits are left. The next text costs more. Buy credits, and the next texts go out as usual." });
  });
});
