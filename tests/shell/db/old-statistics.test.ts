import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { query, transaction, type Sql } from "#shell/db/sql.server.ts";
import { recentMarketingTexts, stepsTextedBefore } from "#shell/repositories/engine/recipient-history.server.ts";
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
});
