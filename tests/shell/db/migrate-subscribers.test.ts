import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { migrate } from "#shell/db/migrate.server.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { execute } from "#tests/support/postgres-server.ts";

const SUBSCRIBERS = "20261130140000_subscribers";
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [SHOP, OTHER_SHOP] = [id(1), id(2)];
const [OWN, RELATIVE, OLD, STOPPED, ERASED] = ["+15125550182", "+13035550133", "+15125550199", "+15125550144", null];
const hash = (phone: string) => `hash of ${phone}`;

/** The rows of an installation of before: consent is the customer's. */
const BEFORE = `
  INSERT INTO "Shop" ("id", "domain", "name", "installedAt") VALUES
    ('${SHOP}', 'one.myshopify.com', 'One', now()), ('${OTHER_SHOP}', 'two.myshopify.com', 'Two', now());
  INSERT INTO "Customer" ("id", "shopId", "shopifyId", "phone", "phoneHash", "email", "smsConsent", "consentUpdatedAt",
    "emailConsent", "emailConsentAt", "marketingHeldAt", "heldByMessageId", "erasedAt") VALUES
    -- Agreed on her own number; an order's parcel to a relative then replaced it.
    ('${id(11)}', '${SHOP}', '7001', '${RELATIVE}', '${hash(RELATIVE)}', 'Ana@Example.com', 'subscribed',
      '2026-03-01T10:00:00Z', 'subscribed', '2026-03-01T10:00:00Z', NULL, NULL, NULL),
    -- Agreed, and no proof names a number.
    ('${id(12)}', '${SHOP}', '7002', '${OLD}', '${hash(OLD)}', NULL, 'subscribed', '2026-02-01T10:00:00Z',
      'not_subscribed', NULL, now(), '${id(90)}', NULL),
    -- Said STOP, in both shops.
    ('${id(13)}', '${SHOP}', '7003', '${STOPPED}', '${hash(STOPPED)}', NULL, 'unsubscribed', '2026-04-01T10:00:00Z',
      'not_subscribed', NULL, NULL, NULL, NULL),
    ('${id(14)}', '${OTHER_SHOP}', '9003', '${STOPPED}', '${hash(STOPPED)}', NULL, 'unsubscribed',
      '2026-04-01T10:00:00Z', 'not_subscribed', NULL, NULL, NULL, NULL),
    -- Unsubscribed, then erased.
    ('${id(15)}', '${SHOP}', '7005', ${String(ERASED).toUpperCase()}, 'hash of the erased', NULL, 'unsubscribed',
      '2026-01-01T10:00:00Z', 'not_subscribed', NULL, NULL, NULL, '2026-01-05T10:00:00Z');
  INSERT INTO "ConsentEvent" ("id", "shopId", "customerId", "phone", "phoneHash", "state", "previous", "optInLevel",
    "source", "words", "wordsVersion", "occurredAt", "createdAt") VALUES
    ('${id(21)}', '${SHOP}', '${id(11)}', '${OWN}', '${hash(OWN)}', 'subscribed', 'not_subscribed', 'confirmed_opt_in',
      'keyword', 'Reply YES for offers and cart reminders', 'automation_version:1', '2026-03-01T10:00:00Z', now()),
    ('${id(22)}', '${SHOP}', '${id(13)}', '${STOPPED}', '${hash(STOPPED)}', 'unsubscribed', 'subscribed', NULL,
      'keyword', 'STOP', 'keywords', '2026-04-01T10:00:00Z', now());
  INSERT INTO "Suppression" ("id", "shopId", "phoneHash", "reason", "createdAt", "liftedAt") VALUES
    ('${id(31)}', '${SHOP}', '${hash(STOPPED)}', 'keyword', '2026-04-01T10:00:00Z', NULL),
    ('${id(32)}', '${OTHER_SHOP}', '${hash(STOPPED)}', 'keyword', '2026-04-01T10:00:00Z', NULL),
    ('${id(33)}', '${SHOP}', 'hash of the erased', 'erased', '2026-01-05T10:00:00Z', NULL),
    ('${id(34)}', '${SHOP}', '${hash(OLD)}', 'staff', '2026-05-01T10:00:00Z', NULL);`;

/** The migrations before a name, or all up to and with it. */
function migrationsUpTo(name: string, { including }: { including: boolean }): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const each of readdirSync("prisma/migrations"))
    if (each < name || (including && each === name))
      cpSync(path.join("prisma/migrations", each), path.join(folder, each), { recursive: true });
  return folder;
}

async function migratedInstallation(): Promise<pg.Pool> {
  const server = inject("postgresUrl");
  await execute(`${server}/postgres`, "CREATE DATABASE with_consents_of_customers");
  const pool = new pg.Pool({ connectionString: `${server}/with_consents_of_customers`, max: 1 });
  // The drop may end a connection that its pool is still closing.
  pool.on("error", () => {});
  onTestFinished(async () => {
    await pool.end();
    await execute(`${server}/postgres`, "DROP DATABASE with_consents_of_customers WITH (FORCE)");
  });
  await migrate(pool, migrationsUpTo(SUBSCRIBERS, { including: false }));
  await pool.query(BEFORE);
  await migrate(pool, migrationsUpTo(SUBSCRIBERS, { including: true }));
  return pool;
}

describeOnPostgres("an installation whose consents were the customers'", () => {
  test("ends with each consent at the number that agreed, and each stop where it holds", async () => {
    const pool = await migratedInstallation();
    const rows = async (sql: string) => (await pool.query(sql)).rows as unknown[];
    const numbers = `
      SELECT "shopId" = '${SHOP}' AS "first", "address", "consent"::text, "level", "namesCartReminders" AS "carts",
        "suppressedBy", "marketingHeldAt" IS NOT NULL AS "held"
      FROM "Subscriber" WHERE "channel" = 'sms' ORDER BY "first" DESC, "address" NULLS LAST`;
    const nothing = { level: null, carts: false, suppressedBy: null, held: false };
    expect(await rows(numbers)).toEqual([
      { ...nothing, first: true, address: RELATIVE, consent: "not_subscribed" },
      { ...nothing, first: true, address: STOPPED, consent: "unsubscribed" },
      { ...nothing, first: true, address: OWN, consent: "subscribed", level: "confirmed_opt_in", carts: true },
      { ...nothing, first: true, address: OLD, consent: "subscribed", suppressedBy: "staff", held: true },
      { ...nothing, first: true, address: null, consent: "unsubscribed", suppressedBy: "erased" },
      { ...nothing, first: false, address: STOPPED, consent: "unsubscribed" },
    ]);
    expect(await rows(`SELECT "sender", "addressHash", "reason" FROM "Suppression"`)).toEqual([
      { sender: "shared", addressHash: hash(STOPPED), reason: "keyword" },
    ]);
    expect(await rows(`SELECT "address", "consent"::text FROM "Subscriber" WHERE "channel" = 'email'`)).toEqual([
      { address: "ana@example.com", consent: "subscribed" },
    ]);
  });

  test("keeps each customer's addresses: the number of the proof as the customer's own", async () => {
    const pool = await migratedInstallation();
    const { rows } = await pool.query(`
      SELECT s."address", a."origin"
      FROM "CustomerAddress" a JOIN "Subscriber" s ON s."id" = a."subscriberId"
      WHERE a."customerId" = '${id(11)}' ORDER BY s."channel", s."address"`);
    expect(rows).toEqual([
      { address: RELATIVE, origin: "unknown" },
      { address: OWN, origin: "customer" },
      { address: "ana@example.com", origin: "customer" },
    ]);
  });

  test("and no proof can be rewritten any more; erasure alone takes the personal part out", async () => {
    const pool = await migratedInstallation();
    for (const column of [
      "words",
      "wordsVersion",
      "optInLevel",
      "page",
      "source",
      "channel",
      "messageId",
      "timezone",
    ]) {
      const value = column === "channel" ? "email" : column === "messageId" ? id(99) : "rewritten";
      await expect(pool.query(`UPDATE "ConsentEvent" SET "${column}" = '${value}'`)).rejects.toThrow("append-only");
    }
    await expect(pool.query(`UPDATE "ConsentEvent" SET "ip" = '203.0.113.9'`)).rejects.toThrow("append-only");
    await expect(pool.query(`UPDATE "ConsentEvent" SET "address" = '${RELATIVE}'`)).rejects.toThrow("append-only");
    await expect(pool.query(`DELETE FROM "ConsentEvent"`)).rejects.toThrow("append-only");
    await pool.query(`UPDATE "ConsentEvent" SET "address" = NULL, "ip" = NULL, "userAgent" = NULL`);
  });
});
