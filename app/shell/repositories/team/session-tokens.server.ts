import { batch, query, type Sql } from "../../db/sql.server.ts";
import type { Secrets } from "../../secrets.server.ts";

/** Rows per statement. */
const BATCH_SIZE = 500;

type Keys = Pick<Secrets, "encrypt" | "decrypt" | "newestPrefix">;

/** A token as the newest key encrypts it; as it is where no known key can read it. */
function renewed(token: string, owner: string, { encrypt, decrypt, newestPrefix }: Keys): string {
  if (token === "" || token.startsWith(newestPrefix)) return token;
  try {
    return encrypt(decrypt(token, owner), owner);
  } catch {
    // A caller that needs it gets the error with its remedy.
    return token;
  }
}

/**
 * Encrypts the tokens of sessions and of shops' senders that lie in clear, or were encrypted with a former key. A token
 * that changes meanwhile is left to its writer.
 * @returns the number of rows
 */
export async function renewStoredTokens(sql: Sql, keys: Keys): Promise<number> {
  return (await renewSessions(sql, keys)) + (await renewSenders(sql, keys));
}

async function renewSessions(sql: Sql, keys: Keys): Promise<number> {
  let count = 0;
  for (let last = ""; ;) {
    const rows = await query<{ id: string; accessToken: string; refreshToken: string | null }>(
      sql,
      `
        SELECT "id", "accessToken", "refreshToken"
        FROM "Session"
        WHERE "id" > $1
          AND ("accessToken" <> '' AND NOT starts_with("accessToken", $2)
            OR "refreshToken" <> '' AND NOT starts_with("refreshToken", $2))
        ORDER BY "id"
        LIMIT ${BATCH_SIZE}`,
      [last, keys.newestPrefix],
    );
    const written = await batch(
      sql,
      `
        UPDATE "Session" s
        SET "accessToken" = t."accessToken", "refreshToken" = t."refreshToken"
        FROM json_to_recordset($1::json) AS t(
          "id" text, "accessToken" text, "refreshToken" text, "wasAccess" text, "wasRefresh" text
        )
        WHERE s."id" = t."id"
          AND s."accessToken" = t."wasAccess"
          AND s."refreshToken" IS NOT DISTINCT FROM t."wasRefresh"
        RETURNING 1`,
      rows
        .map(({ id, accessToken, refreshToken }) => ({
          id,
          accessToken: renewed(accessToken, id, keys),
          refreshToken: refreshToken && renewed(refreshToken, id, keys),
          wasAccess: accessToken,
          wasRefresh: refreshToken,
        }))
        .filter((row) => row.accessToken !== row.wasAccess || row.refreshToken !== row.wasRefresh),
    );
    count += written.length;
    if (rows.length < BATCH_SIZE) return count;
    last = rows.at(-1)?.id ?? "";
  }
}

/** An installation has at most a few thousand senders. */
async function renewSenders(sql: Sql, keys: Keys): Promise<number> {
  const rows = await query<{ id: string; authToken: string }>(
    sql,
    `SELECT "id", "authToken" FROM "Sender" WHERE "authToken" IS NOT NULL AND NOT starts_with("authToken", $1)`,
    [keys.newestPrefix],
  );
  const written = await batch(
    sql,
    `
      UPDATE "Sender" e
      SET "authToken" = t."authToken"
      FROM json_to_recordset($1::json) AS t("id" uuid, "authToken" text, "was" text)
      WHERE e."id" = t."id" AND e."authToken" = t."was"
      RETURNING 1`,
    rows
      .map(({ id, authToken }) => ({ id, authToken: renewed(authToken, id, keys), was: authToken }))
      .filter(({ authToken, was }) => authToken !== was),
  );
  return written.length;
}
