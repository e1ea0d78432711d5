import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyLedger, verifyLedgers } from "#services/credits/verify-ledger.server.ts";
import { buyPack } from "#services/credits/parts/buy-credits.server.ts";
import { applyPurchaseUpdates } from "#services/credits/parts/apply-purchase-updates.server.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

describeOnDatabases("the proof of a ledger", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    const shopId = await house.open(["order-confirmation"], { credits: 10 });
    await buyPack(house.context, {
      shopId,
      packKey: "credits-500",
      actor: "test",
      returnUrl: "https://shopbell.example",
      test: true,
    });
    await transaction(database().pool, (sql) =>
      applyPurchaseUpdates(
        house.context,
        sql,
        [{ shopId, charge: { shopifyId: "gid://shopify/AppPurchaseOneTime/1", status: "active" } }],
        house.clock.now(),
      ),
    );
    await house.tell("orders/create", orderBody());
  });
  afterEach(() => house.close());

  /** Changes rows behind the app's back, as nobody can while the triggers stand. */
  const plant = (statement: string) =>
    database().pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
  const found = async () => (await verifyLedger(house.context)).flatMap(({ discrepancies }) => discrepancies);

  test("holds for what was sent", async () => {
    const compared = [
      { what: "entries", looked: 4, wrong: 0 },
      { what: "balance", said: 509, sum: 509 },
      { what: "held", said: 0, sum: 0 },
      { what: "length", said: 4, sum: 4 },
      { what: "purchases", looked: 1, wrong: 0 },
      { what: "texts", looked: 1, wrong: 0 },
      { what: "segments", looked: expect.any(Number), wrong: 0 },
      { what: "logs", looked: 1, wrong: 0 },
    ];
    expect(await verifyLedger(house.context)).toEqual([
      { domain: SHOP, entries: 4, balance: 509, reserved: 0, compared, discrepancies: [] },
    ]);
    await expect(verifyLedgers(house.context)).resolves.toBeUndefined();
  });

  test.for<[fact: string, billed: number | null, problems: string[]]>([
    ["more segments", 3, ["cost 1 credits for 1 segments, the provider billed 3"]],
    ["fewer segments", 1, ["cost 4 credits for 4 segments, the provider billed 1"]],
    ["as many", 1, []],
    ["a number that it has not told", null, []],
  ])("finds a text of which the provider billed %s, or finds nothing", async ([fact, billed, problems]) => {
    if (fact === "fewer segments") {
      await plant(
        `
          UPDATE "Message" SET "segments" = 4, "credits" = 4;
          UPDATE "CreditEntry" SET "amount" = -4, "reserved" = 4 WHERE "type" = 'reserve';
          UPDATE "CreditEntry" SET "reserved" = -4 WHERE "type" = 'settle'`,
      );
    }
    await house.rows(`UPDATE "Message" SET "billedSegments" = $1`, [billed]);
    const [proof] = await verifyLedger(house.context);
    expect(
      proof?.discrepancies.filter(({ problem }) => problem.includes("provider")).map(({ problem }) => problem),
    ).toEqual(problems);
    expect(proof?.compared).toContainEqual({
      what: "segments",
      looked: billed === null ? 0 : 1,
      wrong: problems.length,
    });
  });

  test.for([1, 2])(
    "keeps the provider's count of %i from a status report, also of one that is no news",
    async (segments) => {
      await house.rows(`UPDATE "Message" SET "billedSegments" = NULL`);
      const [text] = await house.rows<{ attemptId: string; providerId: string }>(
        `SELECT t."id" AS "attemptId", m."providerId" FROM "Message" m JOIN "MessageAttempt" t ON t."messageId" = m."id"`,
      );
      if (!text) throw new Error("nothing was sent");
      const report = { ...text, status: "queued", errorCode: null };
      expect(await applyStatusCallback(house.context, report)).toBe("nothing_new");
      expect(await house.rows(`SELECT "billedSegments" FROM "Message"`)).toEqual([{ billedSegments: null }]);
      expect(await applyStatusCallback(house.context, { ...report, segments })).toBe("nothing_new");
      await applyStatusCallback(house.context, { ...report, status: "delivered" });
      expect(await house.rows(`SELECT "billedSegments" FROM "Message"`)).toEqual([{ billedSegments: segments }]);
      expect(await found()).toHaveLength(segments - 1);
    },
  );

  test.for<[fact: string, statement: string, row: RegExp, problem: RegExp]>([
    [
      "a changed amount",
      `UPDATE "CreditEntry" SET "amount" = 11 WHERE "type" = 'grant'`,
      /^CreditEntry .+ \(number 0\)$/,
      /says balance 10, its amount makes 11/,
    ],
    [
      "a missing entry",
      `DELETE FROM "CreditEntry" WHERE "type" = 'purchase'`,
      /^CreditEntry .+ \(number 2\)$/,
      /is at place 1/,
    ],
    [
      "a changed balance",
      `UPDATE "Shop" SET "creditBalance" = 600`,
      /^Shop juniper/,
      /balance is 600, the ledger adds up to 509/,
    ],
    ["a changed count", `UPDATE "Shop" SET "ledgerLength" = 9`, /^Shop juniper/, /counts 9 entries, the ledger has 4/],
    [
      "a message that cost something else",
      `UPDATE "Message" SET "credits" = 2`,
      /^Message /,
      /should have cost 2, the ledger took 1/,
    ],
    [
      "a closed message that is open",
      `UPDATE "Message" SET "status" = 'sending'`,
      /^Message /,
      /should hold 1, the ledger holds 0/,
    ],
    ["a message that is gone", `DELETE FROM "Message"`, /^CreditEntry /, /which the shop has not sent/],
    [
      "a log that says another price",
      `UPDATE "AutomationLog" SET "credits" = 3 WHERE "status" = 'sent'`,
      /^AutomationLog /,
      /says 3 credits, message .+ cost 1/,
    ],
    [
      "a log that costs what was not sent",
      `UPDATE "AutomationLog" SET "credits" = 3 WHERE "action" = 'enter'`,
      /^AutomationLog /,
      /says 3 credits, and that nothing was sent/,
    ],
    [
      "a log that names no message",
      `UPDATE "AutomationLog" SET "messageId" = NULL`,
      /^AutomationLog /,
      /says that a message was sent, and names none/,
    ],
    [
      "a log that is gone",
      `DELETE FROM "AutomationLog" WHERE "status" = 'sent'`,
      /^Message /,
      /went out, and no log says so/,
    ],
    [
      "a purchase that was not paid for",
      `UPDATE "CreditPurchase" SET "status" = 'declined'`,
      /^CreditPurchase /,
      /is declined, and its credits are in the ledger/,
    ],
    ["a purchase that is gone", `DELETE FROM "CreditPurchase"`, /^CreditEntry /, /is a purchase that nobody made/],
  ])("finds %s", async ([, statement, row, problem]) => {
    await plant(statement);
    expect(await found()).toContainEqual({ row: expect.stringMatching(row), problem: expect.stringMatching(problem) });
  });

  test("is told by the nightly task to the operator and to the merchant concerned, once a day", async () => {
    await house.open([], { credits: 5, domain: "sound.myshopify.com" });
    await plant(`UPDATE "Shop" SET "creditBalance" = 600 WHERE "domain" = '${SHOP}'`);
    await expect(verifyLedgers(house.context)).rejects.toThrow(
      `ledgers do not agree: ${SHOP} (1 row); see "shopbell ledger verify"`,
    );
    await expect(verifyLedgers(house.context)).rejects.toThrow();
    expect(
      await house.rows(
        `SELECT n."kind", n."title", s."domain" FROM "Notification" n JOIN "Shop" s ON s."id" = n."shopId"`,
      ),
    ).toEqual([{ kind: "ledger_wrong", title: "Your credits do not add up", domain: SHOP }]);
  });

  describe("of a long ledger", () => {
    beforeEach(async () => {
      // Five thousand grants of one credit each, and as many e-mails.
      await plant(
        `
          INSERT INTO "CreditEntry" ("id", "shopId", "seq", "type", "amount", "reserved", "balanceAfter",
            "reservedAfter", "createdAt")
           SELECT gen_random_uuid(), "id", 3 + n, 'grant', 1, 0, 509 + n, 0, "installedAt"
             FROM "Shop", generate_series(1, 5000) n;
         UPDATE "Shop" SET "creditBalance" = 5509, "ledgerLength" = 5004;
         INSERT INTO "Message" ("id", "shopId", "direction", "channel", "to", "body", "status", "createdAt",
           "updatedAt")
           SELECT gen_random_uuid(), "id", 'outbound', 'email', 'ada@example.com', '', 'sent', "installedAt",
             "installedAt" FROM "Shop", generate_series(1, 5000) n`,
      );
    });

    test("reads every page, and each row once", async () => {
      expect(await verifyLedger(house.context)).toMatchObject([{ entries: 5_004, discrepancies: [] }]);
    });

    test("finds what is wrong at the end of one page, or far in", async () => {
      await plant(
        `
          UPDATE "CreditEntry" SET "amount" = 2 WHERE "seq" IN (1999, 2000, 4999); UPDATE "Message" SET "credits" = 1
            WHERE "id" IN (SELECT "id" FROM "Message" WHERE "channel" = 'email' ORDER BY "id" DESC LIMIT 7)`,
      );
      const rows = (await found()).map(({ row }) => row);
      expect(rows.filter((row) => row.startsWith("CreditEntry")).map((row) => /number \d+/.exec(row)?.[0])).toEqual([
        "number 1999",
        "number 2000",
        "number 4999",
      ]);
      expect(rows.filter((row) => row.startsWith("Message"))).toHaveLength(7);
    });
  });
});
