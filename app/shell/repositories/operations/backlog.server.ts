import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Rows that wait, or that need an operator. */
export interface RowCounts extends Record<string, unknown> {
  eventsWaiting: number;
  /** Failed for good in the last seven days, and neither retried nor settled; so are `stepsFailed`. */
  eventsFailed: number;
  stepsDue: number;
  stepsScheduled: number;
  stepsHeld: number;
  stepsFailed: number;
  /** Texts with unknown outcome. */
  messagesUnknown: number;
}

const none: RowCounts = {
  eventsWaiting: 0,
  eventsFailed: 0,
  stepsDue: 0,
  stepsScheduled: 0,
  stepsHeld: 0,
  stepsFailed: 0,
  messagesUnknown: 0,
};

/** A failure without a retry in this time counts as settled. */
const FAILURE_OPEN_HOURS = 7 * 24;

/** SQL: whether a failed step `a` of shop `s` can still be retried: `retryBlocker` refuses the others for good. */
const IS_OPEN_FAILURE = `
  s."uninstalledAt" IS NULL AND a."executedAt" >= $3 AND EXISTS (
    SELECT 1
    FROM "AutomationSequence" q
      JOIN "Automation" t ON t."id" = q."automationId"
    WHERE q."id" = a."sequenceId" AND q."status" = ${STATUS.failed} AND t."status" <> ${STATUS.archived}
  )`;

/**
 * Counts by shop, which the indexes start with.
 * @param shopId null for all shops
 */
export async function countRows(sql: Sql, now: Instant, shopId: string | null = null): Promise<RowCounts> {
  const [row] = await query<RowCounts>(
    sql,
    `
      SELECT (
        SELECT count(*)
        FROM "StoreEvent" e
        WHERE e."status" = ${STATUS.received} AND ($2::uuid IS NULL OR e."shopId" = $2)
      )::int AS "eventsWaiting",
        (
          SELECT count(*)
          FROM "StoreEvent" e
            JOIN "Shop" s ON s."id" = e."shopId"
          WHERE e."status" = ${STATUS.failed}
            AND e."receivedAt" >= $3
            AND s."uninstalledAt" IS NULL
            AND ($2::uuid IS NULL OR e."shopId" = $2)
        )::int AS "eventsFailed",
        (
          SELECT count(*)
          FROM "Message" m
          WHERE m."status" = ${STATUS.unknown} AND ($2::uuid IS NULL OR m."shopId" = $2)
        )::int AS "messagesUnknown",
        coalesce(sum(a."stepsDue"), 0)::int AS "stepsDue",
        coalesce(sum(a."stepsScheduled"), 0)::int AS "stepsScheduled",
        coalesce(sum(a."stepsHeld"), 0)::int AS "stepsHeld", coalesce(sum(a."stepsFailed"), 0)::int AS "stepsFailed"
      FROM "Shop" s
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE "status" = ${STATUS.scheduled} AND NOT "held" AND "dueAt" <= $1) AS "stepsDue",
          count(*) FILTER (WHERE "status" = ${STATUS.scheduled} AND NOT "held") AS "stepsScheduled",
          count(*) FILTER (WHERE "status" = ${STATUS.scheduled} AND "held") AS "stepsHeld",
          count(*) FILTER (WHERE "status" = ${STATUS.failed} AND ${IS_OPEN_FAILURE}) AS "stepsFailed"
        FROM "ScheduledAutomation" a
        WHERE a."shopId" = s."id" AND a."status" IN (${STATUS.scheduled}, ${STATUS.failed})
      ) a
      WHERE $2::uuid IS NULL OR s."id" = $2`,
    [now, shopId, now.subtract({ hours: FAILURE_OPEN_HOURS })],
  );
  return row ?? none;
}
