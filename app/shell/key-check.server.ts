import { query, type Sql } from "./db/sql.server.ts";
import type { Secrets } from "./secrets.server.ts";

/**
 * Makes sure that the key is the one this database was begun with. With another, no suppressed number would be
 * recognised, and who said stop would be texted.
 * @throws when it is another
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
        "serves): with another, opt-outs would not be recognised. Set the earlier one",
    );
  }
}

/** Whether this is the key that the database was begun with; false also where none has begun it. Claims nothing. */
export async function isKeyOf(sql: Sql, { fingerprint }: Secrets): Promise<boolean> {
  const rows = await query(sql, `SELECT 1 FROM "Installation" WHERE "key" = 'key_fingerprint' AND "value" = $1`, [
    fingerprint,
  ]);
  return rows.length > 0;
}
