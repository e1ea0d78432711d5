import { manualAutomation } from "#core/automations/manual-automation.ts";
import type { LogStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Excludes test texts to the team. */
const NOT_A_TEST = `
  NOT coalesce(l."automationId" = (SELECT "id" FROM "Automation" WHERE "shopId" = $1
    AND "libraryKey" = '${manualAutomation.test.key}'), false)`;
/** Excludes entries into the internal automations of manual texts. */
const NOT_BY_HAND = `
  NOT (l."action" = 'enter' AND coalesce(l."automationId" IN (SELECT "id" FROM "Automation" WHERE "shopId" = $1
    AND "internal"), false))`;

export interface DecisionCounts extends Record<string, unknown> {
  action: string;
  status: LogStatus;
  reason: string | null;
  count: number;
}

/** Counts decisions since an instant by action, status and reason, most frequent first. */
export const countDecisionsPerDay = (sql: Sql, shopId: string, since: Instant): Promise<DecisionCounts[]> =>
  query(
    sql,
    `
      SELECT l."action", l."status", l."reason", count(*)::int AS "count"
      FROM "AutomationLog" l
      WHERE l."shopId" = $1 AND l."createdAt" >= $2 AND ${NOT_A_TEST} AND ${NOT_BY_HAND}
      GROUP BY 1, 2, 3
      ORDER BY "count" DESC, l."reason"`,
    [shopId, since],
  );

/** Text decisions in one of several consecutive ranges. */
export interface FigureRange extends Record<string, unknown> {
  /** Number of the range; 1 starts at the first instant. */
  at: number;
  sent: number;
  notSent: number;
}

/** @param since range starts, ascending; the last range is open */
export const countTexts = (sql: Sql, shopId: string, since: readonly Instant[]): Promise<FigureRange[]> =>
  query(
    sql,
    `
      SELECT width_bucket(l."createdAt", $2::timestamptz[]) AS "at",
        count(*) FILTER (WHERE l."status" = ${STATUS.sent})::int AS "sent",
        count(*) FILTER (WHERE l."status" IN (${STATUS.skipped}, ${STATUS.failed}))::int AS "notSent"
      -- By automation, from an index that has every column: the rows of the log are wide.
      FROM "Automation" a
        CROSS JOIN LATERAL (
          SELECT l."createdAt", l."status"
          FROM "AutomationLog" l
          WHERE l."automationId" = a."id" AND l."action" = 'send_sms' AND l."createdAt" >= $3
            AND l."status" IN (${STATUS.sent}, ${STATUS.skipped}, ${STATUS.failed})
        ) l
      WHERE a."shopId" = $1 AND a."libraryKey" IS DISTINCT FROM '${manualAutomation.test.key}'
      GROUP BY 1`,
    [shopId, since, since[0]],
  );

/** The texts of a past day in the shop's time zone. */
export interface DayOfTexts extends Record<string, unknown> {
  /** "YYYY-MM-DD". */
  day: string;
  sent: number;
  notSent: number;
}

/** The past days from one on that have been counted. */
export const readCountedDays = (
  sql: Sql,
  { shopId, timezone, from }: { shopId: string; timezone: string; from: string },
): Promise<DayOfTexts[]> =>
  query(
    sql,
    `
      SELECT "day", "sent", "notSent"
      FROM "DailyTexts"
      WHERE "shopId" = $1 AND "timezone" = $2 AND "day" >= $3`,
    [shopId, timezone, from],
  );

/** Keeps counted days, and deletes those that are no longer shown. */
export async function keepCountedDays(
  sql: Sql,
  { shopId, timezone, from }: { shopId: string; timezone: string; from: string },
  days: readonly DayOfTexts[],
): Promise<void> {
  await insert(
    sql,
    "DailyTexts",
    days.map((day) => ({ ...day, shopId, timezone })),
    "ON CONFLICT DO NOTHING",
  );
  await query(sql, `DELETE FROM "DailyTexts" WHERE "shopId" = $1 AND ("timezone" <> $2 OR "day" < $3)`, [
    shopId,
    timezone,
    from,
  ]);
}

/** Sample size: the newest texts. */
const SAMPLE_SIZE = 500;

/**
 * Mean seconds from the store event to its text, over the newest texts without a wait.
 * @returns null if there is none
 */
export async function meanSecondsToText(sql: Sql, shopId: string, since: Instant): Promise<number | null> {
  const [row] = await query<{ seconds: number | null }>(
    sql,
    `
      SELECT avg(extract(epoch FROM t."createdAt" - e."triggeredAt"))::float8 AS "seconds"
      FROM (
        SELECT l."createdAt", l."sequenceId", l."scheduledAutomationId"
        FROM "AutomationLog" l
        WHERE l."shopId" = $1
          AND l."status" = ${STATUS.sent}
          AND l."createdAt" >= $2
          AND l."action" = 'send_sms'
          AND ${NOT_A_TEST}
        ORDER BY l."createdAt" DESC LIMIT ${SAMPLE_SIZE}
      ) t
      JOIN "AutomationSequence" q ON q."id" = t."sequenceId"
      JOIN "StoreEvent" e ON e."id" = q."storeEventId"
      JOIN "ScheduledAutomation" p ON p."id" = t."scheduledAutomationId" AND p."dueAt" <= q."startedAt"`,
    [shopId, since],
  );
  return row?.seconds ?? null;
}

/** Revenue in one of several consecutive ranges, in one currency. */
export interface RevenueRange extends Record<string, unknown> {
  /** As in `FigureRange`. */
  at: number;
  currency: string;
  orders: number;
  /** Net, as decimal text. */
  total: string;
}

/** Sums the revenue credited to texts by range. @param since as in `countTexts` */
export const sumRevenuePerRange = (sql: Sql, shopId: string, since: readonly Instant[]): Promise<RevenueRange[]> =>
  query(
    sql,
    `
      SELECT width_bucket(o."placedAt", $2::timestamptz[]) AS "at", o."currency", count(*)::int AS "orders",
        sum(o."net")::text AS "total"
      FROM "StoreOrder" o
        JOIN "Automation" a ON a."id" = o."automationId" AND NOT a."internal"
      WHERE o."shopId" = $1
        AND o."messageId" IS NOT NULL
        AND o."placedAt" >= $3
        AND o."cancelledAt" IS NULL
        AND o."net" IS NOT NULL
        AND o."currency" IS NOT NULL
      GROUP BY 1, 2`,
    [shopId, since, since[0]],
  );
