import type { QueueName } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Work of one queue, counted from rows. */
export interface QueueWork extends Record<string, unknown> {
  /** Due. */
  waiting: number;
  /** Claimed. */
  active: number;
  /** Not due yet, or held. */
  delayed: number;
  /** Finished work that came due since an instant, by outcome. */
  completed: number;
  failed: number;
}

export interface QueueWorkQuery {
  now: Instant;
  /** Start of the period for finished work. */
  since: Instant;
  /** Null for all shops. */
  shopId: string | null;
}

const inShop = (column: string): string => `($3::uuid IS NULL OR ${column} = $3)`;
const none: QueueWork = { waiting: 0, active: 0, delayed: 0, completed: 0, failed: 0 };

/** Open work by the index of open rows; finished work by shop and time. */
const statements: Record<QueueName, string> = {
  events: `
    SELECT coalesce(sum("waiting"), 0)::int AS "waiting", coalesce(sum("active"), 0)::int AS "active",
      coalesce(sum("delayed"), 0)::int AS "delayed", coalesce(sum("completed"), 0)::int AS "completed",
      coalesce(sum("failed"), 0)::int AS "failed"
    FROM (
      SELECT count(*) FILTER (WHERE "leaseUntil" IS NULL OR "leaseUntil" < $1) AS "waiting",
        count(*) FILTER (WHERE "leaseUntil" >= $1 AND "reason" IS NULL) AS "active",
        count(*) FILTER (WHERE "leaseUntil" >= $1 AND "reason" IS NOT NULL) AS "delayed", 0 AS "completed",
        0 AS "failed"
      FROM "StoreEvent"
      WHERE "status" = ${STATUS.received} AND ${inShop('"shopId"')}
      UNION ALL
      SELECT 0, 0, 0, e."completed", e."failed"
      FROM "Shop" s
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE "status" IN (${STATUS.processed}, ${STATUS.ignored})) AS "completed",
          count(*) FILTER (WHERE "status" = ${STATUS.failed}) AS "failed"
        FROM "StoreEvent" e
        WHERE e."shopId" = s."id" AND e."receivedAt" >= $2
      ) e
      WHERE ${inShop('s."id"')}
    ) parts`,
  steps: `
    SELECT coalesce(sum("waiting"), 0)::int AS "waiting", coalesce(sum("active"), 0)::int AS "active",
      coalesce(sum("delayed"), 0)::int AS "delayed", coalesce(sum("completed"), 0)::int AS "completed",
      coalesce(sum("failed"), 0)::int AS "failed"
    FROM "Shop" s
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (
        WHERE NOT "held" AND "dueAt" <= $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1)
      ) AS "waiting",
        count(*) FILTER (WHERE NOT "held" AND "leaseUntil" >= $1) AS "active",
        count(*) FILTER (WHERE "held" OR "dueAt" > $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1)) AS "delayed",
        0 AS "completed", 0 AS "failed"
      FROM "ScheduledAutomation" a
      WHERE a."shopId" = s."id" AND a."status" = ${STATUS.scheduled}
      UNION ALL
      SELECT 0, 0, 0, count(*) FILTER (WHERE "status" = ${STATUS.executed}), count(*) FILTER (WHERE "status" = ${STATUS.failed})
      FROM "ScheduledAutomation" a
      WHERE a."shopId" = s."id" AND a."status" IN (${STATUS.executed}, ${STATUS.failed}) AND a."dueAt" >= $2
    ) a
    WHERE ${inShop('s."id"')}`,
  background: `
    SELECT count(*) FILTER (WHERE "status" = ${STATUS.waiting} OR "status" = ${STATUS.running}
      AND "leaseUntil" < $1)::int AS "waiting",
      count(*) FILTER (WHERE "status" = ${STATUS.running} AND "leaseUntil" >= $1)::int AS "active",
      0 AS "delayed",
      count(*) FILTER (WHERE "status" = ${STATUS.done} AND "endedAt" >= $2)::int AS "completed",
      count(*) FILTER (WHERE "status" = ${STATUS.failed} AND "endedAt" >= $2)::int AS "failed"
    FROM "BackgroundJob" WHERE ${inShop('"shopId"')}`,
  campaigns: `
    SELECT count(*) FILTER (WHERE "nextLookAt" <= $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1))::int AS "waiting",
      count(*) FILTER (WHERE "leaseUntil" >= $1)::int AS "active",
      count(*) FILTER (WHERE "nextLookAt" > $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1))::int AS "delayed",
      count(*) FILTER (WHERE "status" = ${STATUS.sent} AND "completedAt" >= $2)::int AS "completed",
      count(*) FILTER (WHERE "status" = ${STATUS.failed} AND "completedAt" >= $2)::int AS "failed"
    FROM "Campaign" WHERE ${inShop('"shopId"')}`,
  // A task counts once; its last run decides its state.
  maintenance: `
    SELECT count(*) FILTER (
      WHERE "enabled" AND "nextRunAt" <= $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1)
    )::int AS "waiting",
      count(*) FILTER (WHERE "leaseUntil" >= $1)::int AS "active",
      count(*) FILTER (
        WHERE "enabled" AND "nextRunAt" > $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $1)
      )::int AS "delayed",
      count(*) FILTER (WHERE "lastRunAt" >= $2 AND "lastError" IS NULL)::int AS "completed",
      count(*) FILTER (WHERE "lastRunAt" >= $2 AND "lastError" IS NOT NULL)::int AS "failed"
    FROM "ScheduledTask"
    WHERE $3::uuid IS NULL OR $3::uuid IS NOT NULL`,
};

/** Counts the work of one queue. Scheduled tasks belong to all shops. */
export async function countQueueWork(
  sql: Sql,
  queue: QueueName,
  { now, since, shopId }: QueueWorkQuery,
): Promise<QueueWork> {
  const [row] = await query<QueueWork>(sql, statements[queue], [now, since, shopId]);
  return row ?? none;
}

/** The step that has been due longest; null if none is due. */
export async function oldestDue(
  sql: Sql,
  now: Instant,
  shopId: string | null,
): Promise<{ id: string; dueAt: Instant; sequenceId: string } | null> {
  const [row] = await query<{ id: string; dueAt: Instant; sequenceId: string }>(
    sql,
    `
      SELECT "id", "dueAt", "sequenceId"
      FROM "ScheduledAutomation"
      WHERE "status" = ${STATUS.scheduled} AND NOT "held" AND "dueAt" <= $1 AND ($2::uuid IS NULL OR "shopId" = $2)
      ORDER BY "dueAt" LIMIT 1`,
    [now, shopId],
  );
  return row ?? null;
}
