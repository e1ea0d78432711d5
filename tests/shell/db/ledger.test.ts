import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { describeOnEachDatabase, describeOnPostgres } from "#tests/support/database.ts";

const SHOP = randomUUID();

const insertShop = `
  INSERT INTO "Shop" (id, domain, name, "creditBalance", "installedAt") VALUES ($1, 'a.myshopify.com', 'A', 10, now())`;
const insertEntry = `
  INSERT INTO "CreditEntry" (id, "shopId", seq, type, amount, "balanceAfter", "messageId", "createdAt")
  VALUES (gen_random_uuid(), $1, $2, $3::"CreditType", $4, $5, $6, now())`;

describeOnEachDatabase("the ledger", (database) => {
  const query = (sql: string, values: unknown[] = []) => database().pool.query(sql, values);

  beforeEach(async () => {
    await query(insertShop, [SHOP]);
    await query(insertEntry, [SHOP, 0, "grant", 10, 10, null]);
  });

  test("is append-only: no entry is changed or removed", async () => {
    await expect(query(`UPDATE "CreditEntry" SET amount = 1000`)).rejects.toThrow("CreditEntry is append-only");
    await expect(query(`DELETE FROM "CreditEntry"`)).rejects.toThrow("CreditEntry is append-only");
    expect((await query(`SELECT amount FROM "CreditEntry"`)).rows).toEqual([{ amount: 10 }]);
  });

  test("goes with its shop, and only so", async () => {
    await query(`DELETE FROM "Shop"`);
    expect((await query(`SELECT * FROM "CreditEntry"`)).rowCount).toBe(0);
  });

  test("holds no balance below zero", async () => {
    await expect(query(insertEntry, [SHOP, 1, "adjust", -11, -1, null])).rejects.toMatchObject({
      constraint: "CreditEntry_credits_not_negative",
    });
    await expect(query(`UPDATE "Shop" SET "creditBalance" = -1`)).rejects.toMatchObject({
      constraint: "Shop_credits_not_negative",
    });
    await expect(query(`UPDATE "Shop" SET "creditReserved" = -1`)).rejects.toMatchObject({
      constraint: "Shop_credits_not_negative",
    });
  });

  test("knows each place once, and closes each message's reservation once", async () => {
    const message = randomUUID();
    await expect(query(insertEntry, [SHOP, 0, "grant", 5, 15, null])).rejects.toMatchObject({ code: "23505" });
    await query(insertEntry, [SHOP, 1, "reserve", -1, 9, message]);
    await expect(query(insertEntry, [SHOP, 2, "reserve", -1, 8, message])).rejects.toMatchObject({ code: "23505" });
    await query(insertEntry, [SHOP, 2, "settle", 0, 9, message]);
    await expect(query(insertEntry, [SHOP, 3, "release", 1, 10, message])).rejects.toMatchObject({
      constraint: "CreditEntry_closed_once",
    });
  });
});

describeOnPostgres("a balance that many spend at once", (database) => {
  test("never goes below zero", async () => {
    const { pool } = database();
    await pool.query(insertShop, [SHOP]);
    const spending = Array.from({ length: 40 }, () =>
      pool.query(`UPDATE "Shop" SET "creditBalance" = "creditBalance" - 1 WHERE id = $1`, [SHOP]),
    );
    const outcomes = await Promise.allSettled(spending);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect((await pool.query(`SELECT "creditBalance" FROM "Shop"`)).rows).toEqual([{ creditBalance: 0 }]);
  });
});
