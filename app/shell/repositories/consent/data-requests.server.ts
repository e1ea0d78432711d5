import type { Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";

export interface DataRequestRow extends Record<string, unknown> {
  id: string;
  customerId: string | null;
  customerShopifyId: string | null;
  /** The customer's name; null after their erasure. */
  name: string | null;
  requestedAt: Instant;
  dueAt: Instant;
  downloadedAt: Instant | null;
  downloadedBy: string | null;
  answeredAt: Instant | null;
}

export const insertDataRequest = (
  sql: Sql,
  row: {
    id: string;
    shopId: string;
    storeEventId: string;
    customerId: string | null;
    customerShopifyId: string | null;
    requestedAt: Instant;
    dueAt: Instant;
  },
): Promise<void> => insert(sql, "DataRequest", [row], "ON CONFLICT DO NOTHING");

const columns = `r."id", r."customerId", r."customerShopifyId", r."requestedAt", r."dueAt", r."downloadedAt",
  coalesce(w."name", r."downloadedBy") AS "downloadedBy", r."answeredAt",
  nullif(concat_ws(' ', c."firstName", c."lastName"), '') AS "name"`;
const joined = `"DataRequest" r
  LEFT JOIN "Customer" c ON c."id" = r."customerId"
  LEFT JOIN "Staff" w ON w."shopId" = r."shopId" AND 'staff:' || w."userId" = r."downloadedBy"`;

/** A shop's newest requests: open ones first. */
export const listDataRequests = (sql: Sql, shopId: string, limit: number): Promise<DataRequestRow[]> =>
  query(
    sql,
    `
      SELECT ${columns}
      FROM ${joined}
      WHERE r."shopId" = $1
      ORDER BY r."answeredAt" IS NOT NULL, r."requestedAt" DESC, r."id" DESC
      LIMIT $2`,
    [shopId, limit],
  );

export async function findDataRequest(sql: Sql, shopId: string, id: string): Promise<DataRequestRow | null> {
  const [row] = await query<DataRequestRow>(
    sql,
    `SELECT ${columns} FROM ${joined} WHERE r."shopId" = $1 AND r."id" = $2`,
    [shopId, id],
  );
  return row ?? null;
}

export const setDownloaded = (sql: Sql, id: string, by: string, at: Instant): Promise<unknown> =>
  query(sql, `UPDATE "DataRequest" SET "downloadedAt" = $2, "downloadedBy" = $3 WHERE "id" = $1`, [id, at, by]);

/** @returns whether the request was open */
export async function setAnswered(
  sql: Sql,
  { shopId, id, by, at }: { shopId: string; id: string; by: string; at: Instant },
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "DataRequest"
      SET "answeredAt" = $3, "answeredBy" = $4
      WHERE "shopId" = $1 AND "id" = $2 AND "answeredAt" IS NULL
      RETURNING "id"`,
    [shopId, id, at, by],
  );
  return rows.length > 0;
}

/**
 * Marks open requests that are due by a moment as reminded of, each once.
 * @returns them with their shop's time zone
 */
export const markDataRequestsReminded = (
  sql: Sql,
  { now, dueBy }: { now: Instant; dueBy: Instant },
): Promise<{ id: string; shopId: string; customerShopifyId: string | null; dueAt: Instant; timezone: string }[]> =>
  query(
    sql,
    `
      UPDATE "DataRequest" r
      SET "remindedAt" = $1
      FROM "Shop" s
      WHERE s."id" = r."shopId" AND s."uninstalledAt" IS NULL
        AND r."answeredAt" IS NULL AND r."remindedAt" IS NULL AND r."dueAt" <= $2
      RETURNING r."id", r."shopId", r."customerShopifyId", r."dueAt", s."timezone"`,
    [now, dueBy],
  );
