import type { Condition } from "#core/conditions/index.ts";
import type { AdminProblem } from "#core/sending/outward-failure.ts";
import type { SegmentKind } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Why a count of a Shopify segment failed. */
export type SegmentProblem = AdminProblem | "gone";

export interface SegmentRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  name: string;
  kind: SegmentKind;
  conditions: Condition | null;
  /** Shopify's number of the segment, as text. */
  shopifyId: string | null;
  /** Of the last count; of a static segment, now. */
  members: number | null;
  /** Members of a Shopify segment who are not known here. */
  unknown: number;
  countedAt: Instant | null;
  problem: SegmentProblem | null;
  createdAt: Instant;
}

const COLUMNS = `
  s."id", s."shopId", s."name", s."kind", s."conditions", s."shopifyId", s."unknown", s."countedAt", s."problem",
  s."createdAt",
  CASE s."kind" WHEN ${STATUS.static}
    THEN (SELECT count(*)::int FROM "SegmentMember" m WHERE m."segmentId" = s."id")
    ELSE s."members" END AS "members"`;

export const listSegments = (sql: Sql, shopId: string): Promise<SegmentRow[]> =>
  query(sql, `SELECT ${COLUMNS} FROM "Segment" s WHERE s."shopId" = $1 ORDER BY lower(s."name"), s."id"`, [shopId]);

export async function findSegment(sql: Sql, shopId: string, id: string): Promise<SegmentRow | null> {
  const [row] = await query<SegmentRow>(
    sql,
    `SELECT ${COLUMNS} FROM "Segment" s WHERE s."shopId" = $1 AND s."id" = $2`,
    [shopId, id],
  );
  return row ?? null;
}

/** The shop's first segment made of a segment of Shopify. */
export async function segmentOfShopify(
  sql: Sql,
  shopId: string,
  shopifyId: string,
): Promise<Pick<SegmentRow, "id" | "name"> | null> {
  const [row] = await query<Pick<SegmentRow, "id" | "name">>(
    sql,
    `
      SELECT "id", "name" FROM "Segment"
      WHERE "shopId" = $1 AND "shopifyId" = $2
      ORDER BY "createdAt", "id"
      LIMIT 1`,
    [shopId, shopifyId],
  );
  return row ?? null;
}

/** Locks a segment until the end of the transaction. */
export async function lockSegment(sql: Sql, shopId: string, id: string): Promise<SegmentRow | null> {
  const locked = await query(sql, `SELECT 1 FROM "Segment" WHERE "shopId" = $1 AND "id" = $2 FOR UPDATE`, [shopId, id]);
  return locked.length > 0 ? findSegment(sql, shopId, id) : null;
}

/** The segment of a shop with a name, whatever its case. */
export async function segmentNamed(sql: Sql, shopId: string, name: string): Promise<{ id: string } | null> {
  const [row] = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "Segment" WHERE "shopId" = $1 AND lower("name") = lower($2)`,
    [shopId, name],
  );
  return row ?? null;
}

export type NewSegment = Pick<SegmentRow, "id" | "shopId" | "name" | "kind" | "conditions" | "shopifyId" | "createdAt">;

export const insertSegment = (sql: Sql, segment: NewSegment): Promise<void> =>
  insert(sql, "Segment", [{ ...segment, unknown: 0 }]);

/** Changes a segment. With other conditions its next count is a first one again. */
export const updateSegment = (
  sql: Sql,
  { id, name, conditions, counted }: Pick<SegmentRow, "id" | "name" | "conditions"> & { counted: boolean },
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "Segment"
      SET "name" = $2, "conditions" = $3::jsonb, "countedAt" = CASE WHEN $4 THEN "countedAt" END
      WHERE "id" = $1`,
    [id, name, conditions && JSON.stringify(conditions), counted],
  );

export const deleteSegment = (sql: Sql, shopId: string, id: string): Promise<unknown> =>
  query(sql, `DELETE FROM "Segment" WHERE "shopId" = $1 AND "id" = $2`, [shopId, id]);

/** Notes that a segment is looked at or used, so that it is counted again in time. */
export const touchSegments = (sql: Sql, ids: readonly string[], now: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Segment" SET "usedAt" = $2 WHERE "id" = ANY($1::uuid[])`, [ids, now]);

/** What a segment is used in. */
export interface SegmentUse extends Record<string, unknown> {
  kind: "automation" | "campaign" | "segment";
  id: string;
  name: string;
}

/**
 * The automations that name a segment in their draft or published version, by id or by name, the campaigns that are not
 * over, and the segments whose conditions name it.
 */
export const usesOfSegment = (
  sql: Sql,
  { shopId, id, name }: Pick<SegmentRow, "shopId" | "id" | "name">,
): Promise<SegmentUse[]> =>
  query(
    sql,
    `
      SELECT 'automation' AS "kind", t."id", t."name"
      FROM "Automation" t
        LEFT JOIN "AutomationVersion" v ON v."id" = t."currentVersionId"
      WHERE t."shopId" = $1 AND t."status" <> ${STATUS.archived}
        AND (
          strpos(coalesce(t."draft"::text, '') || coalesce(v."definition"::text, ''), $2::text) > 0
          OR strpos(lower(coalesce(t."draft"::text, '') || coalesce(v."definition"::text, '')), lower(to_json($3::text)::text)) > 0
        )
      UNION ALL
      SELECT 'campaign', c."id", c."name"
      FROM "Campaign" c
      WHERE c."shopId" = $1 AND $2::uuid = ANY(c."includes" || c."excludes")
        AND c."completedAt" IS NULL
        AND c."preparedAt" IS NULL
      UNION ALL
      SELECT 'segment', s."id", s."name"
      FROM "Segment" s
      WHERE s."shopId" = $1 AND s."id" <> $2::uuid AND strpos(s."conditions"::text, $2::text) > 0
      ORDER BY 1, 3`,
    [shopId, id, name],
  );

/** Records the end of a count. A failed one leaves the members of the last. */
export const recordCount = (
  sql: Sql,
  id: string,
  { now, ...counted }: { now: Instant } & ({ members: number; unknown: number } | { problem: SegmentProblem }),
): Promise<unknown> =>
  "problem" in counted
    ? query(sql, `UPDATE "Segment" SET "triedAt" = $2, "problem" = $3 WHERE "id" = $1`, [id, now, counted.problem])
    : query(
        sql,
        `
          UPDATE "Segment"
          SET "triedAt" = $2, "countedAt" = $2, "members" = $3, "unknown" = $4, "problem" = NULL
          WHERE "id" = $1`,
        [id, now, counted.members, counted.unknown],
      );

/** Notes that a count was begun and did not end, so that it does not go first the next time. */
export const markTried = (sql: Sql, id: string, now: Instant): Promise<unknown> =>
  query(sql, `UPDATE "Segment" SET "triedAt" = $2 WHERE "id" = $1`, [id, now]);

/** The published triggers of the shop's active automations of these kinds, and of all that wait for or end by them. */
export const listenersToSegments = (
  sql: Sql,
  shopId: string,
  triggers: readonly string[],
): Promise<{ trigger: string; config: unknown }[]> =>
  query(
    sql,
    `
      SELECT t."trigger", v."definition"::jsonb->'trigger'->'config' AS "config"
      FROM "Automation" t
        JOIN "AutomationVersion" v ON v."id" = t."currentVersionId"
      WHERE t."shopId" = $1 AND t."status" = ${STATUS.active}
        AND EXISTS (SELECT 1 FROM unnest($2::text[]) one WHERE strpos(v."definition"::text, '"' || one || '"') > 0)`,
    [shopId, triggers],
  );

/**
 * The live segments that are due for a count: used since a moment, or named by an active automation; of each shop the one
 * that has waited longest, the shops in turn.
 */
export const findSegmentsToCount = (
  sql: Sql,
  { usedSince, triedBefore, limit }: { usedSince: Instant; triedBefore: Instant; limit: number },
): Promise<{ id: string; shopId: string }[]> =>
  query(
    sql,
    `
      SELECT "id", "shopId"
      FROM (
        SELECT DISTINCT ON (s."shopId") s."id", s."shopId", s."triedAt"
        FROM "Segment" s
          JOIN "Shop" shop ON shop."id" = s."shopId" AND shop."uninstalledAt" IS NULL
        WHERE s."kind" <> ${STATUS.static} AND (s."triedAt" IS NULL OR s."triedAt" < $2)
          AND (
            s."usedAt" >= $1
            OR EXISTS (
              SELECT 1
              FROM "Automation" t
                JOIN "AutomationVersion" v ON v."id" = t."currentVersionId"
              WHERE t."shopId" = s."shopId" AND t."status" = ${STATUS.active}
                AND (
                  strpos(v."definition"::text, s."id"::text) > 0
                  OR strpos(lower(v."definition"::text), lower(to_json(s."name")::text)) > 0
                  OR v."definition"::jsonb->'trigger' @> '{"config": {"segment": ""}}'
                )
            )
          )
        ORDER BY s."shopId", s."triedAt" NULLS FIRST
      ) next
      ORDER BY "triedAt" NULLS FIRST
      LIMIT $3`,
    [usedSince, triedBefore, limit],
  );

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

/** Names and kinds of those of these segments that belong to the shop, by id. */
export async function findSegments(
  sql: Sql,
  shopId: string,
  ids: readonly string[],
): Promise<Map<string, Pick<SegmentRow, "name" | "kind">>> {
  const rows = await query<Pick<SegmentRow, "id" | "name" | "kind">>(
    sql,
    `SELECT "id", "name", "kind" FROM "Segment" WHERE "shopId" = $1 AND "id" = ANY($2::uuid[])`,
    [shopId, ids],
  );
  return new Map(rows.map(({ id, name, kind }) => [id, { name, kind }]));
}
