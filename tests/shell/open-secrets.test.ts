import { beforeEach, expect, test } from "vitest";
import { query } from "#shell/db/sql.server.ts";
import { openSecrets } from "#shell/open-secrets.server.ts";
import { renewStoredTokens } from "#shell/repositories/team/session-tokens.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";

const ADA = "+12125550123";
const [FIRST, SECOND, THIRD] = ["1", "2", "3"].map((digit) => digit.repeat(64)) as [string, string, string];

describeOnDatabases("the installation's key", (database) => {
  beforeEach(async () => {
    await query(database().pool, `DELETE FROM "Installation" WHERE "key" IN ('key_fingerprint', 'address_key')`);
    await query(database().pool, `DELETE FROM "Session"`);
  });
  const open = (key: string, ...former: string[]) =>
    openSecrets(database().pool, {
      SHOPIFY_API_SECRET: "the app's secret",
      ENCRYPTION_KEY: key,
      ENCRYPTION_KEYS_FORMER: former.join(", "),
    });
  const stored = () => query(database().pool, `SELECT "accessToken", "refreshToken" FROM "Session"`);

  test("is the one that the database was begun with, until a new one names it as former", async () => {
    await open(FIRST);
    await open(FIRST);
    await expect(open(SECOND)).rejects.toThrow(/ENCRYPTION_KEYS_FORMER/);
    await expect(open(SECOND, THIRD)).rejects.toThrow(/ENCRYPTION_KEYS_FORMER/);
    await open(SECOND, THIRD, FIRST);
    // The former one is not needed any more, and does not open the database alone.
    await open(SECOND);
    await expect(open(FIRST)).rejects.toThrow(/not the key/);
  });

  test("changed, and changed again, finds every number that opted out before", async () => {
    const hash = (await open(FIRST)).hashAddress(ADA);
    expect((await open(SECOND, FIRST)).hashAddress(ADA)).toBe(hash);
    expect((await open(SECOND)).hashAddress(ADA)).toBe(hash);
    expect((await open(THIRD, SECOND)).hashAddress(ADA)).toBe(hash);
    expect((await open(THIRD)).hashAddress(ADA)).toBe(hash);
  });

  test("set where the app's secret served before, takes over", async () => {
    const derived = await openSecrets(database().pool, { SHOPIFY_API_SECRET: "the app's secret" });
    const set = await openSecrets(database().pool, {
      SHOPIFY_API_SECRET: "a new secret of the app",
      ENCRYPTION_KEY: FIRST,
      ENCRYPTION_KEYS_FORMER: "the app's secret",
    });
    expect(set.hashAddress(ADA)).toBe(derived.hashAddress(ADA));
  });

  test("goes back without a loss, as a rolling deploy may need", async () => {
    const hash = (await open(FIRST)).hashAddress(ADA);
    const ofSecond = (await open(SECOND, FIRST)).encrypt("token", "row");
    const back = await open(FIRST, SECOND);
    expect(back.hashAddress(ADA)).toBe(hash);
    expect(back.decrypt(ofSecond, "row")).toBe("token");
  });

  test("two processes that start at once change it once", async () => {
    const hash = (await open(FIRST)).hashAddress(ADA);
    const opened = await Promise.all([open(SECOND, FIRST), open(SECOND, FIRST), open(SECOND, FIRST)]);
    expect(opened.map(({ hashAddress }) => hashAddress(ADA))).toEqual([hash, hash, hash]);
  });

  test("does not lie in the database, nor does that of the hashes", async () => {
    await open(FIRST);
    await open(SECOND, FIRST);
    const rows = await query<{ value: string }>(
      database().pool,
      `SELECT "value" FROM "Installation" WHERE "key" = 'address_key'`,
    );
    expect(rows).toEqual([{ value: expect.stringMatching(/^encrypted:v1:/) as string }]);
  });

  test("a former one still verifies and decrypts; the newest signs and encrypts", async () => {
    const first = await open(FIRST);
    const signature = first.sign("customer");
    const token = first.encrypt("token", "row");
    const second = await open(SECOND, FIRST);
    expect(second.verify("customer", signature)).toBe(true);
    expect(second.decrypt(token, "row")).toBe("token");
    expect(second.sign("customer")).not.toBe(signature);
    expect(second.encrypt("token", "row").startsWith(second.newestPrefix)).toBe(true);
    const alone = await open(SECOND);
    expect(alone.verify("customer", signature)).toBe(false);
    expect(() => alone.decrypt(token, "row")).toThrow(/ENCRYPTION_KEYS_FORMER/);
  });

  test("a start encrypts stored tokens again, so that the former key can go", async () => {
    const first = await open(FIRST);
    const put = (id: string, token: string) =>
      query(
        database().pool,
        `INSERT INTO "Session" ("id", "shop", "state", "accessToken") VALUES ($1, 'juniper.myshopify.com', '', $2)`,
        [id, token],
      );
    await put("a", first.encrypt("token of a", "a"));
    await put("b", "token of b, in clear");
    const second = await open(SECOND, FIRST);
    expect(await renewStoredTokens(database().pool, second)).toBe(2);
    expect(await renewStoredTokens(database().pool, second)).toBe(0);
    const alone = await open(SECOND);
    expect(
      (await query<{ id: string; accessToken: string }>(database().pool, `SELECT * FROM "Session" ORDER BY "id"`)).map(
        ({ id, accessToken }) => alone.decrypt(accessToken, id),
      ),
    ).toEqual(["token of a", "token of b, in clear"]);
    // What no known key can read stays as it is.
    await put("c", first.encrypt("token of c", "c"));
    const before = await stored();
    expect(await renewStoredTokens(database().pool, alone)).toBe(0);
    expect(await stored()).toEqual(before);
  });
});
