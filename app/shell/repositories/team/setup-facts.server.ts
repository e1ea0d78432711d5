import { manualAutomation } from "#core/automations/manual-automation.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** What the shop has done of its set-up. */
export interface SetupFactsRow extends Record<string, unknown> {
  hadCredits: boolean;
  /** The first active automation of the merchant, else the one changed last; archived ones do not count. */
  automationId: string | null;
  automationOn: boolean;
  /** A test text was sent. */
  testSent: boolean;
}

export async function readSetupFacts(sql: Sql, shopId: string): Promise<SetupFactsRow> {
  const [row] = await query<SetupFactsRow>(
    sql,
    `
      SELECT EXISTS (
        SELECT 1 FROM "CreditEntry" WHERE "shopId" = $1 AND "amount" > 0 AND "messageId" IS NULL
      ) AS "hadCredits",
        coalesce(
          (
            SELECT "id"
            FROM "Automation"
            WHERE "shopId" = $1 AND "status" = ${STATUS.active} AND NOT "internal" AND NOT "campaign"
            ORDER BY "createdAt" LIMIT 1
          ),
            (
              SELECT "id"
              FROM "Automation"
              WHERE "shopId" = $1 AND "status" <> ${STATUS.archived} AND NOT "internal" AND NOT "campaign"
              ORDER BY "updatedAt" DESC LIMIT 1
            )
        ) AS "automationId",
        EXISTS (
          SELECT 1 FROM "Automation" WHERE "shopId" = $1 AND "status" = ${STATUS.active} AND NOT "internal" AND NOT "campaign"
        ) AS "automationOn",
        EXISTS (
          SELECT 1
          FROM "AutomationLog" l
          JOIN "Automation" a ON a."id" = l."automationId"
          WHERE a."shopId" = $1 AND a."libraryKey" = '${manualAutomation.test.key}' AND l."status" = ${STATUS.sent}
        ) AS "testSent"`,
    [shopId],
  );
  if (!row) throw new Error("a statement without FROM has one row");
  return row;
}
