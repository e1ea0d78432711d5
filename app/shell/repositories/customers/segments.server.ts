import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** Segment names by customer. */
export async function segmentsOf(sql: Sql, customerIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await query<{ customerId: string; names: string[] }>(
    sql,
    `
      SELECT m."customerId", array_agg(s."name" ORDER BY s."name") AS "names"
      FROM "SegmentMember" m
      JOIN "Segment" s ON s."id" = m."segmentId"
      WHERE m."customerId" = ANY($1::uuid[])
      GROUP BY m."customerId"`,
    [customerIds],
  );
  return new Map(rows.map(({ customerId, names }) => [customerId, names]));
}

interface Membership {
  shopId: string;
  segmentId: string;
  customerId: string;
  joinedAt: Instant;
}

/**
 * Adds customers to segments of their own shop.
 * @returns the memberships that are new
 */
export const joinSegments = (
  sql: Sql,
  rows: readonly Membership[],
): Promise<{ segmentId: string; customerId: string; name: string }[]> =>
  batch(
    sql,
    `
      WITH joined AS (
        INSERT INTO "SegmentMember" ("shopId", "segmentId", "customerId", "joinedAt")
        SELECT i."shopId", i."segmentId", i."customerId", i."joinedAt"
        FROM json_populate_recordset(NULL::"SegmentMember", $1::json) i
        JOIN "Segment" s ON s."id" = i."segmentId" AND s."shopId" = i."shopId"
        ON CONFLICT DO NOTHING
        RETURNING "segmentId", "customerId"
      )
      SELECT joined.*, s."name"
      FROM joined
      JOIN "Segment" s ON s."id" = joined."segmentId"`,
    rows,
  );

/**
 * Removes customers from segments.
 * @returns the memberships that existed
 */
export const leaveSegments = (
  sql: Sql,
  rows: readonly Omit<Membership, "joinedAt">[],
): Promise<{ segmentId: string; customerId: string; name: string }[]> =>
  batch(
    sql,
    `
      WITH gone AS (
        DELETE FROM "SegmentMember" m
        USING json_populate_recordset(NULL::"SegmentMember", $1::json) i
        WHERE m."segmentId" = i."segmentId" AND m."customerId" = i."customerId" AND m."shopId" = i."shopId"
        RETURNING m."segmentId", m."customerId"
      )
      SELECT gone.*, s."name"
      FROM gone
      JOIN "Segment" s ON s."id" = gone."segmentId"`,
    rows,
  );

/** Names of those of these segments that belong to the shop, by id. */
export async function findSegments(sql: Sql, shopId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ id: string; name: string }>(
    sql,
    `SELECT "id", "name" FROM "Segment" WHERE "shopId" = $1 AND "id" = ANY($2::uuid[])`,
    [shopId, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
