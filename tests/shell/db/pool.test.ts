import { expect, test } from "vitest";
import { describeOnEachDatabase } from "#tests/support/database.ts";

describeOnEachDatabase("a pool", (database) => {
  test("a statement that fails harms none that follow", async () => {
    const { pool } = database();
    for (let times = 0; times < 5; times++) {
      await expect(pool.query("SELECT 1 / $1::int AS n", [0])).rejects.toMatchObject({ code: "22012" });
      await expect(pool.query("SELECTED")).rejects.toMatchObject({ code: "42601" });
      expect((await pool.query("SELECT $1::int AS n", [times])).rows).toEqual([{ n: times }]);
    }
  });

  test("statements asked at once are each answered with their own", async () => {
    const { pool } = database();
    const asked = Array.from({ length: 30 }, (_, n) =>
      pool.query("SELECT 60 / (($1::int) % 3) AS n", [n]).then(
        ({ rows }) => (rows as { n: number }[])[0]?.n,
        () => "failed",
      ),
    );
    expect(await Promise.all(asked)).toEqual(
      Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? "failed" : 60 / (n % 3))),
    );
  });

  test("who asks again and again lets everybody else have a turn", async () => {
    const { pool } = database();
    await pool.query("SELECT 1");
    let turns = 0;
    const count = () => {
      turns++;
      again = setImmediate(count);
    };
    let again = setImmediate(count);
    for (let times = 0; times < 20; times++) await pool.query("SELECT $1::int", [times]);
    clearImmediate(again);
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  test("a transaction that fails leaves nothing behind, also not for the next on its connection", async () => {
    const { pool } = database();
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query(`INSERT INTO "ScheduledTask" (name, description, pattern) VALUES ('t', '', '* * * * *')`);
    await expect(client.query("SELECT 1 / 0")).rejects.toMatchObject({ code: "22012" });
    await client.query("ROLLBACK");
    client.release();
    expect((await pool.query(`SELECT count(*)::int AS n FROM "ScheduledTask"`)).rows).toEqual([{ n: 0 }]);
  });
});
