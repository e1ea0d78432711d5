import { query, type Sql } from "#shell/db/sql.server.ts";

export interface TokenBearer extends Record<string, unknown> {
  id: string;
  domain: string;
  countryCode: string | null;
  uninstalled: boolean;
}

/** The shop whose token has this hash. */
export async function findBearer(sql: Sql, tokenHash: string): Promise<TokenBearer | null> {
  const [row] = await query<TokenBearer>(
    sql,
    `
      SELECT "id", "domain", "countryCode", "uninstalledAt" IS NOT NULL AS "uninstalled" FROM "Shop"
        WHERE "eventTokenHash" = $1`,
    [tokenHash],
  );
  return row ?? null;
}

/**
 * Puts a shop's token in the place of the one before; null for none.
 * @returns whether there was one before; null where there is no such shop
 */
export async function replaceToken(sql: Sql, shopId: string, tokenHash: string | null): Promise<boolean | null> {
  const [before] = await query<{ had: boolean }>(
    sql,
    `SELECT "eventTokenHash" IS NOT NULL AS "had" FROM "Shop" WHERE "id" = $1 FOR UPDATE`,
    [shopId],
  );
  if (!before) return null;
  await query(sql, `UPDATE "Shop" SET "eventTokenHash" = $2 WHERE "id" = $1`, [shopId, tokenHash]);
  return before.had;
}

export async function hasEventToken(sql: Sql, shopId: string): Promise<boolean> {
  const [row] = await query<{ has: boolean }>(
    sql,
    `SELECT "eventTokenHash" IS NOT NULL AS "has" FROM "Shop" WHERE "id" = $1`,
    [shopId],
  );
  return row?.has ?? false;
}
