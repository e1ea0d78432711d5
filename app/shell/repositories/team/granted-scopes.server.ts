import { scopesIn } from "#core/operations/scopes.ts";
import { batch, query, type Sql } from "../../db/sql.server.ts";

/** What a shop has granted to the app; null while the app has no session, or does not know. */
export async function readGrantedScopes(sql: Sql, domain: string): Promise<string[] | null> {
  const [row] = await query<{ scope: string | null }>(
    sql,
    `SELECT "scope" FROM "Session" WHERE "shop" = $1 AND NOT "isOnline" LIMIT 1`,
    [domain],
  );
  return row?.scope ? scopesIn(row.scope) : null;
}

/** Records what shops have granted, in their sessions; the next token says it again. */
export const recordGrantedScopes = (
  sql: Sql,
  granted: readonly { shopId: string; scopes: readonly string[] }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Session" s
      SET "scope" = i."scope"
      FROM json_to_recordset($1::json) AS i("shopId" uuid, "scope" text)
        JOIN "Shop" shop ON shop."id" = i."shopId"
      WHERE s."shop" = shop."domain" AND NOT s."isOnline"
      RETURNING 1`,
    [...new Map(granted.map(({ shopId, scopes }) => [shopId, { shopId, scope: scopes.join(",") }])).values()],
  );
