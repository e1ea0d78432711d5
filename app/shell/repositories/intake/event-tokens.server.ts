import { query, type Sql } from "#shell/db/sql.server.ts";

/** The shop of an API token. */
export interface TokenShop extends Record<string, unknown> {
  id: string;
  domain: string;
  countryCode: string | null;
  uninstalled: boolean;
}

/** Finds the shop of a token hash. */
export async function findShopByToken(sql: Sql, tokenHash: string): Promise<TokenShop | null> {
  const [row] = await query<TokenShop>(
    sql,
    `
      SELECT "id", "domain", "countryCode", "uninstalledAt" IS NOT NULL AS "uninstalled"
      FROM "Shop"
      WHERE "eventTokenHash" = $1`,
    [tokenHash],
  );
  return row ?? null;
}

/**
 * Replaces a shop's token hash; null revokes it.
 * @returns whether the shop had a token before; null when the shop does not exist
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

/** Whether the shop has an API token. */
export async function hasEventToken(sql: Sql, shopId: string): Promise<boolean> {
  const [row] = await query<{ has: boolean }>(
    sql,
    `SELECT "eventTokenHash" IS NOT NULL AS "has" FROM "Shop" WHERE "id" = $1`,
    [shopId],
  );
  return row?.has ?? false;
}
