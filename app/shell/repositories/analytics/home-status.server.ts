import { manualAutomation } from "#core/automations/manual-automation.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** How a shop stands now, whenever it came to that. */
export interface HomeStatus extends Record<string, unknown> {
  /** Steps that wait for their time. */
  pending: number;
  /** Notices of repeated failures that nobody has read. */
  failingNotices: number;
  /** The merchant was told that the balance does not cover the texts, and nothing was bought since. */
  toldEmpty: boolean;
  hadCredits: boolean;
  /**
   * One of the merchant's own automations: the first that is on, or else the one that was changed last. What is put
   * away is none.
   */
  automationId: string | null;
  automationOn: boolean;
  /** A text to the merchant's own number went out. */
  testSent: boolean;
}

export async function readHomeStatus(sql: Sql, shopId: string): Promise<HomeStatus> {
  const [row] = await query<HomeStatus>(
    sql,
    `SELECT
       (SELECT count(*) FROM "ScheduledAutomation" p WHERE p."shopId" = $1 AND p."status" = 'scheduled'
         AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."scheduledAutomationId" = p."id"
         AND m."status" = 'unknown'))::int AS "pending",
       (SELECT count(*) FROM "Notification" WHERE "shopId" = $1 AND "kind" = 'steps_failing'
         AND "readAt" IS NULL)::int AS "failingNotices",
       EXISTS (SELECT 1 FROM "Notification" WHERE "shopId" = $1 AND "dedupeKey" = 'credits_empty') AS "toldEmpty",
       EXISTS (SELECT 1 FROM "CreditEntry" WHERE "shopId" = $1 AND "amount" > 0
         AND "messageId" IS NULL) AS "hadCredits",
       coalesce(
         (SELECT "id" FROM "Automation" WHERE "shopId" = $1 AND "status" = 'active' AND NOT "internal"
           ORDER BY "createdAt" LIMIT 1),
         (SELECT "id" FROM "Automation" WHERE "shopId" = $1 AND "status" <> 'archived' AND NOT "internal"
           ORDER BY "updatedAt" DESC LIMIT 1)) AS "automationId",
       EXISTS (SELECT 1 FROM "Automation" WHERE "shopId" = $1 AND "status" = 'active'
         AND NOT "internal") AS "automationOn",
       EXISTS (SELECT 1 FROM "AutomationLog" l JOIN "Automation" a ON a."id" = l."automationId" WHERE a."shopId" = $1
         AND a."libraryKey" = '${manualAutomation.test.key}' AND l."status" = 'sent') AS "testSent"`,
    [shopId],
  );
  if (!row) throw new Error("a statement without FROM has one row");
  return row;
}
