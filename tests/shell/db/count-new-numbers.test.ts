import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { query, transaction } from "#shell/db/sql.server.ts";
import { describeOnPostgres } from "#tests/support/database.ts";

describeOnPostgres("the count of new numbers like a number", (database) => {
  test("reads no table from end to end, though the session planned it while the table was empty", async () => {
    const shopId = randomUUID();
    const readRows = await transaction(database().pool, async (sql) => {
      await query(
        sql,
        `INSERT INTO "Shop" (id, domain, name, "installedAt") VALUES ($1, 'a.myshopify.com', 'A', now())`,
        [shopId],
      );
      await query(sql, `ANALYZE "Subscriber"`);
      await query(
        sql,
        `
          INSERT INTO "Subscriber" ("id", "shopId", "channel", "address", "addressHash", "createdAt")
          SELECT gen_random_uuid(), $1::uuid, 'sms', '+1212' || n, n, now() FROM generate_series(5550000, 5551999) n`,
        [shopId],
      );
      const [table] = await query<{ readRows: number }>(
        sql,
        `SELECT seq_tup_read::int AS "readRows" FROM pg_stat_xact_user_tables WHERE relname = 'Subscriber'`,
      );
      return table?.readRows;
    });
    expect(readRows).toBe(0);
    expect(
      await query(
        database().pool,
        `SELECT max("newInBlock") AS "inBlock", max("newInRegion") AS "inRegion" FROM "Subscriber"`,
      ),
    ).toEqual([{ inBlock: 1_999, inRegion: 1_999 }]);
  });
});
