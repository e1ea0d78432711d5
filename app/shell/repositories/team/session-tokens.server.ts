import { batch, query, type Sql } from "../../db/sql.server.ts";
import { ENCRYPTED_PREFIX, type Secrets } from "../../secrets.server.ts";

/** Rows per statement. */
const BATCH_SIZE = 500;

/**
 * Encrypts the tokens that an earlier release stored in clear. A token that changes meanwhile is left to its writer.
 * @returns the number of sessions
 */
export async function encryptStoredTokens(sql: Sql, { encrypt }: Pick<Secrets, "encrypt">): Promise<number> {
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
      [last, ENCRYPTED_PREFIX],
    );
    const sealed = (token: string | null, id: string) =>
      token && !token.startsWith(ENCRYPTED_PREFIX) ? encrypt(token, id) : token;
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
      rows.map(({ id, accessToken, refreshToken }) => ({
        id,
        accessToken: sealed(accessToken, id),
        refreshToken: sealed(refreshToken, id),
        wasAccess: accessToken,
        wasRefresh: refreshToken,
      })),
    );
    count += written.length;
    if (rows.length < BATCH_SIZE) return count;
    last = rows.at(-1)?.id ?? "";
  }
}
