import { query, type Sql } from "#shell/db/sql.server.ts";

/** How many of a shop's customers have each locale, without erased ones and those whose language is not known. */
export const countLocales = (sql: Sql, shopId: string): Promise<{ locale: string; customers: number }[]> =>
  query(
    sql,
    `
      SELECT "locale", count(*)::int AS "customers"
      FROM "Customer"
      WHERE "shopId" = $1::uuid AND "locale" IS NOT NULL AND "locale" <> '' AND "erasedAt" IS NULL
      GROUP BY "locale"
      ORDER BY "customers" DESC, "locale"
      LIMIT 200`,
    [shopId],
  );
