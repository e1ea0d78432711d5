import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Current state of a shop. */
export interface HomeStatus extends Record<string, unknown> {
  /** Waiting steps. */
  pending: number;
  /** Unread notifications of repeated failures. */
  failingNotices: number;
  /** The merchant got an empty-balance notification and has bought no credits since. */
  toldEmpty: boolean;
}

export async function readHomeStatus(sql: Sql, shopId: string): Promise<HomeStatus> {
  const [row] = await query<HomeStatus>(
    sql,
    `
      SELECT (
        SELECT count(*)
        FROM "ScheduledAutomation" p
        WHERE p."shopId" = $1
          AND p."status" = ${STATUS.scheduled}
          AND NOT EXISTS (
            SELECT 1
            FROM "Message" m
            WHERE m."scheduledAutomationId" = p."id" AND m."status" = ${STATUS.unknown}
          )
      )::int AS "pending",
        (
          SELECT count(*)
          FROM "Notification"
          WHERE "shopId" = $1 AND "kind" = 'steps_failing' AND "readAt" IS NULL
        )::int AS "failingNotices",
        EXISTS (SELECT 1 FROM "Notification" WHERE "shopId" = $1 AND "dedupeKey" = 'credits_empty') AS "toldEmpty"`,
    [shopId],
  );
  if (!row) throw new Error("a statement without FROM has one row");
  return row;
}
