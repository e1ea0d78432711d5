import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SendOutcome } from "#core/sending/outcome.ts";
import { grantCredits } from "#services/credits/grant-credits.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const refused = (): SendOutcome => ({ kind: "refused", code: "30007", detail: "no such number" });

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
  const told = async () =>
    (
      await house.rows<{ line: string }>(
        `
          SELECT "kind" || CASE WHEN "readAt" IS NULL THEN ' open' ELSE ' read' END AS "line" FROM "Notification"
            ORDER BY "createdAt", "id"`,
      )
    ).map(({ line }) => line);

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

  describe("a text about an order that waits for credits", () => {
    const held = async () => {
      const shopId = await open(0, 0);
      await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
      await order();
      return shopId;
    };
    const topUp = async (shopId: string, credits: number) => {
      await grantCredits(house.context, { shopId, credits, type: "grant", note: "", actor: "test" });
      await house.work();
    };
    const became = async () => (await house.log()).filter((line) => line.startsWith("send_sms"));

    test("goes out when credits come within the hour", async () => {
      const shopId = await held();
      await house.pass({ minutes: 50 });
      await topUp(shopId, 5);
      expect(await became()).toEqual(["send_sms sent"]);
    });

    test("is left out when they come three days later", async () => {
      const shopId = await held();
      await house.pass({ days: 3 });
      await topUp(shopId, 5);
      expect(await became()).toEqual(["send_sms skipped stale_event"]);
      expect(await house.holdings()).toEqual({ balance: 5, held: 0 });
    });

    test("has waited since it first found none, however often some came that did not reach it", async () => {
      const shopId = await open(0, 0);
      await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
      await house.tell("orders/create", orderBody({ order: "44", phone: "+447911123456" }));
      for (const credits of [1, 5]) {
        await house.pass({ hours: 20 });
        await topUp(shopId, credits);
      }
      expect(await became()).toEqual(["send_sms skipped stale_event"]);
    });

    test("is as young as its own turn, however long the way to it was", async () => {
      const shopId = await house.open([], { credits: 0 });
      await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}'`);
      const later = [
        { id: "days", type: "wait", config: { for: { amount: 5, unit: "days" as const } } },
        { id: "say", type: "send_sms", config: { body: "How is it?" } },
      ];
      await house.automate(shopId, { kind: "transactional", reentry: "per_subject", steps: later });
      await order();
      await house.pass({ days: 5, hours: 1 });
      expect(house.texts).toEqual([]);
      await topUp(shopId, 1);
      expect(house.bodies()).toEqual(["How is it?"]);
    });
  });

  test("a text that costs more than is left is told of as if nothing were left", async () => {
    await open(2, 0);
    await house.tell("orders/create", orderBody({ order: "44", phone: "+447911123456" }));
    expect(house.texts).toEqual([]);
    const [row] = await house.rows<{ kind: string; body: string }>(`SELECT "kind", "body" FROM "Notification"`);
    expect(row).toEqual({
      kind: "credits_empty",
      body: "2 credits are left. The next text costs more. Buy credits, and the next texts go out as usual.",
    });
  });
});
