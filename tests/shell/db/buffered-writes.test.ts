import type pg from "pg";
import { beforeEach, expect, test } from "vitest";
import { afterCommit, bufferedTransaction, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";

/** Passes statements on, and notes the first words of each. */
const noting = (sql: Sql, notes: string[]): Sql => ({
  query: ((text: string, values?: unknown[]) => {
    notes.push(text.trim().split(/\s+/).slice(0, 2).join(" "));
    return sql.query(text, values);
  }) as Sql["query"],
});

describeOnEachDatabase("a transaction with buffered writes", (database) => {
  let pool: pg.Pool;
  let statements: string[];

  const installation = (key: string, value: string) => ({ key, value });
  const values = () => query<{ key: string; value: string }>(pool, `SELECT * FROM "Installation" ORDER BY "key"`);
  const change = (sql: Sql, key: string, value: string) =>
    query(sql, `UPDATE "Installation" SET "value" = $2 WHERE "key" = $1`, [key, value]);

  /** A pool whose connections note their statements. */
  const watched = (): pg.Pool =>
    ({
      connect: async () => {
        const client = await pool.connect();
        return { ...noting(client, statements), release: (error?: Error) => client.release(error) };
      },
    }) as unknown as pg.Pool;

  beforeEach(() => {
    ({ pool } = database());
    statements = [];
  });

  test("sends its writes as one statement", async () => {
    await insert(pool, "Installation", [installation("a", "before")]);
    await bufferedTransaction(watched(), async (sql) => {
      await change(sql, "a", "after");
      await insert(sql, "SavedView", []);
      await insert(sql, "Echo", []);
      await query(sql, `UPDATE "ScheduledTask" SET "enabled" = $1 WHERE "name" = $2`, [true, "none"]);
    });
    expect(statements).toEqual(["BEGIN", "WITH write_0", "COMMIT"]);
    expect(await values()).toEqual([installation("a", "after")]);
  });

  test("shows a read the writes to the table that it reads", async () => {
    const read = await bufferedTransaction(pool, async (sql) => {
      await insert(sql, "Installation", [installation("a", "1")]);
      return query(sql, `SELECT * FROM "Installation"`);
    });
    expect(read).toEqual([installation("a", "1")]);
  });

  test("does not send its writes for a read of another table", async () => {
    await bufferedTransaction(watched(), async (sql) => {
      await insert(sql, "Installation", [installation("a", "1")]);
      await query(sql, `SELECT 1 FROM "ScheduledTask"`);
    });
    expect(statements).toEqual(["BEGIN", "SELECT 1", "INSERT INTO", "COMMIT"]);
  });

  test("sends its writes before a delete, which cascades to tables that it does not name", async () => {
    await bufferedTransaction(watched(), async (sql) => {
      await insert(sql, "Installation", [installation("a", "1")]);
      await query(sql, `DELETE FROM "ScheduledTask"`);
    });
    expect(statements).toEqual(["BEGIN", "INSERT INTO", "DELETE FROM", "COMMIT"]);
  });

  test("makes two writes to one table one after the other", async () => {
    await bufferedTransaction(pool, async (sql) => {
      await insert(sql, "Installation", [installation("a", "1")]);
      await change(sql, "a", "2");
      await change(sql, "a", "3");
    });
    expect(await values()).toEqual([installation("a", "3")]);
  });

  test("answers a write that returns rows at once", async () => {
    const rows = await bufferedTransaction(pool, async (sql) => {
      await insert(sql, "Installation", [installation("a", "1")]);
      return query(sql, `UPDATE "Installation" SET "value" = '2' RETURNING "value"`);
    });
    expect(rows).toEqual([{ value: "2" }]);
  });

  test("undoes everything when one of its writes fails, and runs no callback", async () => {
    const called: string[] = [];
    await insert(pool, "Installation", [installation("a", "1")]);
    const failing = bufferedTransaction(pool, async (sql) => {
      await query(sql, `UPDATE "ScheduledTask" SET "enabled" = true`);
      await insert(sql, "Installation", [installation("b", "1"), installation("a", "twice")]);
      afterCommit(sql, () => called.push("committed"));
    });
    await expect(failing).rejects.toMatchObject({ code: "23505" });
    expect(await values()).toEqual([installation("a", "1")]);
    expect(called).toEqual([]);
  });

  test("runs its callbacks once, after the commit", async () => {
    const called: string[] = [];
    await bufferedTransaction(pool, async (sql) => {
      await insert(sql, "Installation", [installation("a", "1")]);
      afterCommit(sql, () => called.push("committed"));
      called.push("worked");
    });
    expect(called).toEqual(["worked", "committed"]);
  });
});
