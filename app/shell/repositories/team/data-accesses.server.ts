import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** A staff member looked at personal data. */
export interface DataAccess {
  id: string;
  shopId: string;
  actor: string;
  what: "customer" | "conversation" | "export" | "bundle" | "archive" | "evidence";
  customerId: string | null;
  at: Instant;
}

/** Inserts accesses, but not one that repeats another since `since`: an open page loads its data again and again. */
export const insertAccesses = (sql: Sql, rows: readonly DataAccess[], since: Instant): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "PersonalDataAccess" ("id", "shopId", "actor", "what", "customerId", "at")
      SELECT DISTINCT ON (i."shopId", i."actor", i."what", i."customerId") i."id", i."shopId", i."actor", i."what",
        c."id", i."at"
      FROM json_populate_recordset(NULL::"PersonalDataAccess", $1::json) i
      JOIN "Shop" s ON s."id" = i."shopId"
      LEFT JOIN "Customer" c ON c."id" = i."customerId" AND c."shopId" = i."shopId"
      WHERE NOT EXISTS (
        SELECT 1
        FROM "PersonalDataAccess" a
        WHERE a."shopId" = i."shopId" AND a."at" > $2 AND a."actor" = i."actor" AND a."what" = i."what"
          AND a."customerId" IS NOT DISTINCT FROM i."customerId"
      )`,
    rows,
    [since],
  );

export interface AccessRow extends Record<string, unknown> {
  id: string;
  who: string;
  what: DataAccess["what"];
  customerId: string | null;
  name: string | null;
  at: Instant;
}

/** A shop's newest accesses. */
export const listAccesses = (sql: Sql, shopId: string, limit: number): Promise<AccessRow[]> =>
  query(
    sql,
    `
      SELECT a."id", coalesce(w."name", a."actor") AS "who", a."what", a."customerId",
        nullif(concat_ws(' ', c."firstName", c."lastName"), '') AS "name", a."at"
      FROM "PersonalDataAccess" a
      LEFT JOIN "Customer" c ON c."id" = a."customerId"
      LEFT JOIN "Staff" w ON w."shopId" = a."shopId" AND 'staff:' || w."userId" = a."actor"
      WHERE a."shopId" = $1
      ORDER BY a."at" DESC, a."id" DESC
      LIMIT $2`,
    [shopId, limit],
  );
