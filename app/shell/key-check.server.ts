import { query, type Sql } from "./db/sql.server.ts";
import type { Secrets } from "./secrets.server.ts";

/**
 * Verifies that the key matches the database. With another key, suppressed numbers would not match their hashes, and
 * opted-out customers would get texts.
 * @throws if the key differs
 */
export async function checkKey(sql: Sql, { fingerprint }: Secrets): Promise<void> {
  await query(
    sql,
    `INSERT INTO "Installation" ("key", "value") VALUES ('key_fingerprint', $1) ON CONFLICT DO NOTHING`,
    [fingerprint],
  );
  const [row] = await query<{ value: string }>(
    sql,
    `SELECT "value" FROM "Installation" WHERE "key" = 'key_fingerprint'`,
  );
  if (row?.value !== fingerprint) {
    throw new Error(
      "ENCRYPTION_KEY is not the key this database was begun with (without it, SHOPIFY_API_SECRET " +
        "serves): with another, opt-outs would not be recognised. Set the earlier one, or name it in ENCRYPTION_KEYS_FORMER",
    );
  }
}

/** Whether the key matches the database; false for a database without a key. Read-only. */
export async function isKeyOf(sql: Sql, { fingerprint }: Secrets): Promise<boolean> {
  const rows = await query(sql, `SELECT 1 FROM "Installation" WHERE "key" = 'key_fingerprint' AND "value" = $1`, [
    fingerprint,
  ]);
  return rows.length > 0;
}
