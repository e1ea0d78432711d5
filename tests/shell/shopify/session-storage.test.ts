import { Session } from "@shopify/shopify-api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createPrisma } from "#shell/db/prisma.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { renewStoredTokens } from "#shell/repositories/team/session-tokens.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { createSessionStorage } from "#shell/shopify/session-storage.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";

const SHOP = "juniper.myshopify.com";
const secrets = createSecrets("a key for tests");

describeOnDatabases("Shopify's tokens", (database) => {
  beforeEach(() => query(database().pool, `DELETE FROM "Session"`));
  let prisma: ReturnType<typeof createPrisma>;
  beforeAll(() => {
    prisma = createPrisma(database().pool);
  });
  const storage = (cipher = secrets) =>
    createSessionStorage(prisma, cipher, () => Promise.reject(new Error("no token of these is about to expire")));
  const offline = () =>
    new Session({
      id: `offline_${SHOP}`,
      shop: SHOP,
      state: "",
      isOnline: false,
      accessToken: "shpat_of_the_shop",
      refreshToken: "shprt_of_the_shop",
    });
  const stored = async () => {
    const [row] = await query<{ id: string; accessToken: string; refreshToken: string | null }>(
      database().pool,
      `SELECT "id", "accessToken", "refreshToken" FROM "Session" ORDER BY "id"`,
    );
    if (!row) throw new Error("there is no session");
    return row;
  };
  const storeInClear = (id: string, refreshToken: string | null = null) =>
    query(
      database().pool,
      `INSERT INTO "Session" ("id", "shop", "state", "accessToken", "refreshToken") VALUES ($1, $2, '', 'shpat_clear', $3)`,
      [id, SHOP, refreshToken],
    );

  test("lie encrypted in the database, and are read as they were", async () => {
    const session = offline();
    await storage().storeSession(session);
    expect(session.accessToken).toBe("shpat_of_the_shop");
    const row = await stored();
    expect(row.accessToken).toMatch(/^encrypted:v1:[\w-]{8}:[\w-]+$/);
    expect(row.refreshToken).toMatch(/^encrypted:v1:/);
    expect(JSON.stringify(row)).not.toContain("of_the_shop");
    const tokens = { accessToken: "shpat_of_the_shop", refreshToken: "shprt_of_the_shop" };
    expect(await storage().loadSession(session.id)).toMatchObject(tokens);
    expect(await storage().findSessionsByShop(SHOP)).toMatchObject([tokens]);
  });

  test("that an earlier release stored in clear are still read, and are written encrypted at the next save", async () => {
    await storeInClear("old", "shprt_clear");
    const session = await storage().loadSession("old");
    expect(session).toMatchObject({ accessToken: "shpat_clear", refreshToken: "shprt_clear" });
    if (session) await storage().storeSession(session);
    expect(JSON.stringify(await stored())).not.toContain("clear");
  });

  test("that lie in clear are encrypted when a process starts, once", async () => {
    for (let index = 0; index < 501; index++) await storeInClear(`old ${index}`, index % 2 ? "shprt_clear" : null);
    expect(await renewStoredTokens(database().pool, secrets)).toBe(501);
    expect(await query(database().pool, `SELECT 1 FROM "Session" WHERE "accessToken" LIKE '%clear'`)).toEqual([]);
    expect(await query(database().pool, `SELECT 1 FROM "Session" WHERE "refreshToken" IS NULL`)).toHaveLength(251);
    const before = await stored();
    expect(await renewStoredTokens(database().pool, secrets)).toBe(0);
    expect(await stored()).toEqual(before);
    expect(await storage().loadSession("old 1")).toMatchObject({
      accessToken: "shpat_clear",
      refreshToken: "shprt_clear",
    });
  });

  test("cannot be read with another key: the error names the remedy, and the session stays", async () => {
    await storage().storeSession(offline());
    const before = await stored();
    const other = storage(createSecrets("another key"));
    await expect(other.loadSession(before.id)).rejects.toThrow(/set ENCRYPTION_KEY .* to the earlier one/);
    await expect(other.findSessionsByShop(SHOP)).rejects.toThrow(/another|earlier/);
    expect(await stored()).toEqual(before);
  });

  test("cannot be read when they were changed, or copied into another shop's row", async () => {
    await storage().storeSession(offline());
    const { accessToken } = await stored();
    const put = (id: string, token: string) =>
      query(database().pool, `UPDATE "Session" SET "id" = $1, "accessToken" = $2, "refreshToken" = NULL`, [id, token]);
    const middle = accessToken.length - 12;
    const changed =
      accessToken.slice(0, middle) + (accessToken[middle] === "A" ? "B" : "A") + accessToken.slice(middle + 1);
    for (const [id, token] of [
      [`offline_${SHOP}`, changed],
      [`offline_${SHOP}`, "encrypted:v1:"],
      [`offline_${SHOP}`, accessToken.slice(0, accessToken.lastIndexOf(":") + 1)],
      ["offline_other.myshopify.com", accessToken],
    ] as const) {
      await put(id, token);
      await expect(storage().loadSession(id)).rejects.toThrow(/credential/);
    }
  });
});
