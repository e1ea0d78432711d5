import { expect, test } from "vitest";
import { query, transaction } from "#shell/db/sql.server.ts";
import { openEmbedded } from "#shell/db/pool.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { statementOf } from "#shell/db/named-statements.server.ts";

test("an embedded database takes the statements of a later connection, too", async () => {
  const embedded = await openEmbedded("memory://");
  for (let connection = 0; connection < 2; connection++) {
    const pool = await embedded.connect();
    for (let run = 0; run < 12; run++) expect(await query(pool, `SELECT 1 AS "one"`)).toEqual([{ one: 1 }]);
    await pool.end();
  }
  await embedded.close();
});

describeOnDatabases("a statement that is run often", (database) => {
  const often = async (text: string) => {
    for (let run = 0; run < 12; run++) await query(database().pool, text);
  };

  test("has a name of its text alone, and the same result", async () => {
    const text = `SELECT count(*)::int AS "shops" FROM "Shop" WHERE "domain" = 'nowhere.myshopify.com'`;
    await often(text);
    const { name } = statementOf(text, []);
    expect(name).toMatch(/^[\w-]{32}$/);
    expect(statementOf(text, []).name).toBe(name);
    expect(await query(database().pool, text)).toEqual([{ shops: 0 }]);
  });

  test("outlives a migration that changes its columns, in and outside of a transaction", async () => {
    const { pool } = database();
    for (const run of ["outside", "inside"]) {
      const text = `SELECT * FROM "Plan_${run}"`;
      await pool.query(`CREATE TABLE "Plan_${run}" ("id" int)`);
      await pool.query(`INSERT INTO "Plan_${run}" VALUES (1)`);
      await often(text);
      await pool.query(`ALTER TABLE "Plan_${run}" ADD COLUMN "name" text`);
      const read = () => (run === "outside" ? query(pool, text) : transaction(pool, (sql) => query(sql, text)));
      expect(await read()).toEqual([{ id: 1, name: null }]);
      expect(statementOf(text, []).name).toBeUndefined();
      await pool.query(`DROP TABLE "Plan_${run}"`);
    }
  });
});
