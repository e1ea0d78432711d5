import type { Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";

export interface SavedViewRow extends Record<string, unknown> {
  id: string;
  name: string;
  /** The page's query string. */
  query: string;
}

/** A page's saved views of a shop, oldest first. */
export const savedViewsOf = (sql: Sql, shopId: string, page: string): Promise<SavedViewRow[]> =>
  query(
    sql,
    `SELECT "id", "name", "query" FROM "SavedView" WHERE "shopId" = $1 AND "page" = $2 ORDER BY "createdAt", "id"`,
    [shopId, page],
  );

/** Serialises changes of a shop's views until the transaction ends, so that two views cannot get the same name. */
export const lockViews = (sql: Sql, shopId: string): Promise<unknown> =>
  query(sql, `SELECT pg_advisory_xact_lock(hashtextextended($1, 11))`, [shopId]);

export const insertView = (
  sql: Sql,
  row: { id: string; shopId: string; page: string; name: string; query: string; createdBy: string; createdAt: Instant },
): Promise<void> => insert(sql, "SavedView", [row]);

export const renameView = (sql: Sql, id: string, name: string): Promise<unknown> =>
  query(sql, `UPDATE "SavedView" SET "name" = $2 WHERE "id" = $1`, [id, name]);

export const deleteView = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `DELETE FROM "SavedView" WHERE "id" = $1`, [id]);
