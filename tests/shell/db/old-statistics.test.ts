import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { query, transaction, type Sql } from "#shell/db/sql.server.ts";
import { lockRecipients } from "#shell/repositories/customers/customers.server.ts";
import { readArmResults } from "#shell/repositories/campaigns/recipients.server.ts";
import { recentMarketingTexts, stepsTextedBefore } from "#shell/repositories/engine/recipient-history.server.ts";
import { countUnknown } from "#shell/repositories/sending/lost-attempts.server.ts";
import { Temporal } from "#core/time/time.ts";
import { describeOnPostgres } from "#tests/support/database.ts";

const SHOP_ID = randomUUID();
const MANY = 2_000;
const STATISTICS_OF_EMPTY_TABLES = "ANALYZE";

/** Counts the rows of a table that the transaction has read so far, by scans and by indexes. */
async function readRows(sql: Sql, table: string): Promise<number> {
  const [read] = await query<{ rows: number }>(
    sql,
    `
      SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS "rows"
      FROM pg_stat_xact_user_tables
      WHERE relname = $1`,
    [table],
  );
  return read?.rows ?? 0;
}

async function insertShop(sql: Sql): Promise<void> {
  await query(sql, `INSERT INTO "Shop" (id, domain, name, "installedAt") VALUES ($1, 'a.myshopify.com', 'A', now())`, [
    SHOP_ID,
  ]);
}

describeOnPostgres("while Postgres's statistics are of the time before a burst", (database) => {
  test("a new number is counted by the latest number like it", async () => {
    const rows = await transaction(database().pool, async (sql) => {
      await insertShop(sql);
      await query(sql, STATISTICS_OF_EMPTY_TABLES);
      await query(
        sql,
        `
          INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "addressHash", "createdAt")
          SELECT gen_random_uuid(), $1::uuid, 'sms', '+1212' || n, n, now()
          FROM generate_series(5550000, 5549999 + $2::int) n`,
        [SHOP_ID, MANY],
      );
      return readRows(sql, "Subscriber");
    });
    expect(rows).toBeLessThan(4 * MANY);
    expect(
      await query(
        database().pool,
        `SELECT max("newInBlock") AS "inBlock", max("newInRegion") AS "inRegion" FROM "Subscriber"`,
      ),
    ).toEqual([{ inBlock: MANY - 1, inRegion: MANY - 1 }]);
  });

  test("a recipient's numbers and consents are found by their own addresses", async () => {
    const rows = await transaction(database().pool, async (sql) => {
      await insertShop(sql);
      await query(sql, STATISTICS_OF_EMPTY_TABLES);
      const customers = await query<{ id: string }>(
        sql,
        `
          WITH people AS (
            INSERT INTO "Customer" ("id", "shopId", "shopifyId", "email", "createdAt")
            SELECT gen_random_uuid(), $1::uuid, n::text, 'c' || n || '@example.com', now()
            FROM generate_series(1, $2::int) n
            RETURNING "id", "shopifyId"
          ),
          addresses AS (
            INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "addressHash", "createdAt")
            SELECT gen_random_uuid(), $1::uuid, c::"Channel",
              CASE c WHEN 'sms' THEN '+1212' || (5550000 + n) ELSE 'c' || n || '@example.com' END, c || n, now()
            FROM generate_series(1, $2::int) n, unnest(ARRAY['sms', 'email']) c
            RETURNING "id", "addressHash"
          ),
          own AS (
            INSERT INTO "CustomerAddress" ("customerId", "subscriberId", "shopId", "origin", "seenAt")
            SELECT p."id", s."id", $1::uuid, 'customer', now()
            FROM people p
            JOIN addresses s ON s."addressHash" IN ('sms' || p."shopifyId", 'email' || p."shopifyId")
          )
          SELECT "id" FROM people LIMIT 50`,
        [SHOP_ID, MANY],
      );
      const before = await readRows(sql, "Subscriber");
      const ids = customers.map(({ id }) => id);
      const found = await lockRecipients(sql, ids);
      expect([...found.values()].map(({ numbers }) => numbers.length)).toEqual(ids.map(() => 1));
      return (await readRows(sql, "Subscriber")) - before;
    });
    expect(rows).toBeLessThan(4 * MANY);
  });

  test("a step reads the messages to its own number alone", async () => {
    const steps = Array.from({ length: 200 }, (_, at) => ({
      id: randomUUID(),
      shopId: SHOP_ID,
      phone: `+1212${5_550_000 + at}`,
      email: null,
      subject: `order:${at}`,
    }));
    const rows = await transaction(database().pool, async (sql) => {
      await insertShop(sql);
      await query(sql, STATISTICS_OF_EMPTY_TABLES);
      await query(
        sql,
        `
          INSERT INTO "Message" ("id", "shopId", "direction", "status", "channel", "to", "body", "createdAt", "updatedAt")
          SELECT gen_random_uuid(), $1::uuid, 'outbound', 'sent', 'sms', '+1212' || n, 'Hello', now(), now()
          FROM generate_series(5550000, 5549999 + $2::int) n`,
        [SHOP_ID, MANY],
      );
      const before = await readRows(sql, "Message");
      const since = Temporal.Now.instant().subtract({ hours: 24 });
      expect(await recentMarketingTexts(sql, steps, since)).toEqual([]);
      expect(await stepsTextedBefore(sql, steps)).toEqual([]);
      return (await readRows(sql, "Message")) - before;
    });
    expect(rows).toBeLessThanOrEqual(2 * steps.length);
  });

  test("the results of a campaign read each of its texts and opt-outs once", async () => {
    const campaignId = randomUUID();
    const read = await transaction(database().pool, async (sql) => {
      // The rows stand for themselves: no automation, customer or version is behind them.
      await query(sql, `SET LOCAL session_replication_role = replica`);
      await insertShop(sql);
      await query(sql, STATISTICS_OF_EMPTY_TABLES);
      await query(
        sql,
        `
          CREATE TEMPORARY TABLE sent ON COMMIT DROP AS
          SELECT n, gen_random_uuid() AS "sequenceId", gen_random_uuid() AS "customerId", gen_random_uuid() AS "id"
          FROM generate_series(5550000, 5549999 + $1::int) n`,
        [MANY],
      );
      await query(
        sql,
        `
          INSERT INTO "Message" (
            "id", "shopId", "customerId", "sequenceId", "direction", "status", "channel", "to", "body", "createdAt", "updatedAt"
          )
          SELECT "id", $1::uuid, "customerId", "sequenceId", 'outbound', 'delivered', 'sms', '+1212' || n, 'Hello', now(), now()
          FROM sent`,
        [SHOP_ID],
      );
      await query(
        sql,
        `
          INSERT INTO "CampaignRecipient" (
            "id", "shopId", "campaignId", "customerId", "subscriberId", "arm", "status", "dueAt", "sequenceId", "createdAt"
          )
          SELECT gen_random_uuid(), $1::uuid, $2::uuid, "customerId", gen_random_uuid(), 'a', 'sent', now(), "sequenceId", now()
          FROM sent`,
        [SHOP_ID, campaignId],
      );
      await query(
        sql,
        `
          INSERT INTO "ConsentEvent" (
            "id", "shopId", "customerId", "channel", "address", "addressHash", "state", "previous", "source", "occurredAt",
            "createdAt"
          )
          SELECT gen_random_uuid(), $1::uuid, "customerId", 'sms', n, n, 'unsubscribed', 'subscribed', 'sms_keyword',
            now() + interval '1 minute', now()
          FROM sent`,
        [SHOP_ID],
      );
      const tables = ["Message", "CampaignRecipient", "ConsentEvent"];
      const rowsOf = () => Promise.all(tables.map((table) => readRows(sql, table)));
      const before = await rowsOf();
      expect(await readArmResults(sql, campaignId)).toMatchObject([{ sent: MANY, optOuts: MANY }]);
      return (await rowsOf()).map((rows, at) => rows - (before[at] ?? 0));
    });
    expect(Math.max(...read)).toBeLessThanOrEqual(4 * MANY);
  });

  test("texts with an unknown outcome are counted without the others", async () => {
    const [count, rows] = await transaction(database().pool, async (sql) => {
      await insertShop(sql);
      await query(
        sql,
        `
          INSERT INTO "Message" ("id", "shopId", "direction", "to", "body", "status", "createdAt", "updatedAt")
          SELECT gen_random_uuid(), $1::uuid, 'outbound', '+12125550123', 'Hello',
            (CASE WHEN n <= 3 THEN 'unknown' ELSE 'delivered' END)::"MessageStatus", now(), now()
          FROM generate_series(1, $2::int) n`,
        [SHOP_ID, MANY],
      );
      await query(sql, "ANALYZE");
      const before = await readRows(sql, "Message");
      return [await countUnknown(sql, SHOP_ID), (await readRows(sql, "Message")) - before];
    });
    expect(count).toBe(3);
    expect(rows).toBeLessThan(10);
  });
});
