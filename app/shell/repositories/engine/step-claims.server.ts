import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { ROOM_OF_SHOP } from "../senders/sender-pace.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A claimed step and the fencing token of the claim. */
export interface Claim extends Record<string, unknown> {
  id: string;
  fence: number;
}

/**
 * Claims due steps until the lease ends: by priority, then in turns between the shops, so that no shop starves another.
 * Each claim raises the fencing token, so that a worker with an earlier claim can no longer write the step.
 */
export const claimDue = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<Claim[]> =>
  query(
    sql,
    `
      WITH shop AS (
        SELECT s."id", ${ROOM_OF_SHOP} AS "room"
        FROM "Shop" s
        WHERE EXISTS (
          SELECT 1
          FROM "ScheduledAutomation" a
          WHERE a."shopId" = s."id"
            AND a."status" = ${STATUS.scheduled}
            AND NOT a."held"
            AND a."dueAt" <= $1
            AND (a."leaseUntil" IS NULL OR a."leaseUntil" < $1)
        )
      ),
      locked AS MATERIALIZED (
        SELECT due."id", due."shopId", due."priority", due."dueAt"
        FROM shop
          CROSS JOIN LATERAL (
            SELECT a."id", a."shopId", a."priority", a."dueAt"
            FROM "ScheduledAutomation" a
            WHERE a."shopId" = shop."id"
              AND a."status" = ${STATUS.scheduled}
              AND NOT a."held"
              AND a."dueAt" <= $1
              AND (a."leaseUntil" IS NULL OR a."leaseUntil" < $1)
            ORDER BY a."priority", a."dueAt" LIMIT least(greatest(1, ceil($3::numeric / (SELECT count(*) FROM shop))), shop."room")::int
            FOR UPDATE SKIP LOCKED
          ) due
      ),
      turn AS (
        SELECT "id", "priority", "dueAt",
          row_number() OVER (PARTITION BY "shopId" ORDER BY "priority", "dueAt") AS "turn"
        FROM locked
      ),
      chosen AS (SELECT "id" FROM turn ORDER BY "priority", "turn", "dueAt" LIMIT $3)
      UPDATE "ScheduledAutomation" a
      SET "leaseUntil" = $2, "fence" = a."fence" + 1, "attempts" = a."attempts" + 1
      FROM chosen
      WHERE a."id" = chosen."id"
      RETURNING a."id", a."fence"`,
    [now, until, limit],
  );

/**
 * Locks the steps of claims whose fencing token is still current.
 * @returns by id, "cancelled" for a step cancelled since its claim
 */
export async function lockClaimed(sql: Sql, claims: readonly Claim[]): Promise<Map<string, "scheduled" | "cancelled">> {
  const rows = await batch<{ id: string; status: "scheduled" | "cancelled" }>(
    sql,
    `
      SELECT a."id", a."status"
      FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int)
        JOIN "ScheduledAutomation" a ON a."id" = i."id" AND a."fence" = i."fence"
      WHERE a."status" IN (${STATUS.scheduled}, ${STATUS.cancelled})
      ORDER BY a."id"
      FOR UPDATE OF a`,
    claims,
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/**
 * Gives back claimed steps that cannot run yet: they become claimable at their instant, and the claim does not count as
 * an attempt.
 */
export const putOffClaims = (sql: Sql, rows: readonly (Claim & { until: Instant })[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "leaseUntil" = i."until", "attempts" = a."attempts" - 1
      FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int, "until" timestamptz)
      WHERE a."id" = i."id" AND a."fence" = i."fence" AND a."status" = ${STATUS.scheduled}`,
    rows,
  );

/** Renews the leases of claims. @returns the ids of those that no other worker has claimed since */
export async function renewClaims(sql: Sql, claims: readonly Claim[], until: Instant): Promise<Set<string>> {
  const rows = await batch<{ id: string }>(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "leaseUntil" = CASE WHEN a."leaseUntil" IS NULL THEN NULL ELSE $2::timestamptz END
      FROM json_to_recordset($1::json) AS i("id" uuid, "fence" int)
      WHERE a."id" = i."id" AND a."fence" = i."fence"
      RETURNING a."id"`,
    claims,
    [until],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Returns the steps due until an instant, one per second: the earliest step of each second stands for its job. */
export const upcomingSteps = (
  sql: Sql,
  { until, limit }: { until: Instant; limit: number },
): Promise<(Claim & { dueAt: Instant; priority: number })[]> =>
  query(
    sql,
    `
      SELECT DISTINCT ON (date_trunc('second', "dueAt")) "id", "fence", "dueAt", "priority"
      FROM "ScheduledAutomation"
      WHERE "status" = ${STATUS.scheduled} AND NOT "held" AND "dueAt" <= $1
      ORDER BY date_trunc('second', "dueAt"), "dueAt" LIMIT $2`,
    [until, limit],
  );

/** Returns when the next step of all shops is due; null when none is scheduled. */
export async function nextDueAt(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ dueAt: Instant | null }>(
    sql,
    `SELECT min("dueAt") AS "dueAt" FROM "ScheduledAutomation" WHERE "status" = ${STATUS.scheduled} AND NOT "held"`,
  );
  return row?.dueAt ?? null;
}
