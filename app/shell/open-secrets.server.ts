import type pg from "pg";
import { query, transaction, type Sql } from "./db/sql.server.ts";
import type { Env } from "./env.server.ts";
import { checkKey } from "./key-check.server.ts";
import { addressKeyOf, createSecrets, fingerprintOf, type Secrets } from "./secrets.server.ts";

/** The row of the key of address hashes; there is none before the first new key. */
const ADDRESS_KEY = "address_key";

/** The installation's keys, the newest first. */
const keysOf = ({
  ENCRYPTION_KEY,
  ENCRYPTION_KEYS_FORMER = "",
  SHOPIFY_API_SECRET,
}: Pick<Env, "ENCRYPTION_KEY" | "ENCRYPTION_KEYS_FORMER" | "SHOPIFY_API_SECRET">): [string, ...string[]] => [
  ENCRYPTION_KEY ?? SHOPIFY_API_SECRET,
  ...ENCRYPTION_KEYS_FORMER.split(",")
    .map((key) => key.trim())
    .filter((key) => key !== ""),
];

/**
 * Opens the installation's keys, and makes the newest one the database's where a former one was. Address hashes cannot be
 * made again: their key stays, and is kept in the database, encrypted with the newest key.
 * @throws if the database was begun with none of the keys
 */
export async function openSecrets(pool: pg.Pool, env: Parameters<typeof keysOf>[0]): Promise<Secrets> {
  const [key, ...former] = keysOf(env);
  const newest = createSecrets(key, { former });
  return transaction(pool, async (sql) => {
    const [known] = await query<{ value: string }>(
      sql,
      `SELECT "value" FROM "Installation" WHERE "key" = 'key_fingerprint' FOR UPDATE`,
    );
    const founder = known && former.find((each) => fingerprintOf(each) === known.value);
    if (known?.value !== newest.fingerprint && founder !== undefined) await renewKey(sql, newest, founder);
    await checkKey(sql, newest);
    const addressKey = await readAddressKey(sql, newest);
    return addressKey === null ? newest : createSecrets(key, { former, addressKey });
  });
}

/** Makes the newest key the database's. @param previous the key that was */
async function renewKey(sql: Sql, newest: Secrets, previous: string): Promise<void> {
  const addressKey = (await readAddressKey(sql, newest)) ?? addressKeyOf(previous);
  await query(
    sql,
    `
      INSERT INTO "Installation" ("key", "value")
      VALUES ($1, $2), ('key_fingerprint', $3)
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
    [ADDRESS_KEY, newest.encrypt(addressKey, ADDRESS_KEY), newest.fingerprint],
  );
}

async function readAddressKey(sql: Sql, { decrypt }: Pick<Secrets, "decrypt">): Promise<string | null> {
  const [row] = await query<{ value: string }>(sql, `SELECT "value" FROM "Installation" WHERE "key" = $1`, [
    ADDRESS_KEY,
  ]);
  return row ? decrypt(row.value, ADDRESS_KEY) : null;
}
