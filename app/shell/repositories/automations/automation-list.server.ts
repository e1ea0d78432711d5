import type { AutomationStatus } from "#core/statuses.ts";
import type { TriggerType } from "#core/triggers/index.ts";
import type { Instant } from "#core/time/time.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface AutomationListRow extends Record<string, unknown> {
  id: string;
  name: string;
  trigger: string;
  status: AutomationStatus;
  libraryKey: string | null;
  tags: string[];
  updatedAt: Instant;
  /** Draft and published definition, if the documents differ. */
  differs: { draft: unknown; published: unknown } | null;
}

/** A shop's automations, oldest first, without internal ones. */
export const listAutomationLines = (sql: Sql, shopId: string): Promise<AutomationListRow[]> =>
  query(
    sql,
    `
      SELECT a."id", a."name", a."trigger", a."status", a."libraryKey", a."tags", a."updatedAt",
        CASE WHEN v."definition" IS DISTINCT FROM a."draft" AND v."id" IS NOT NULL THEN json_build_object(
          ${STATUS.draft}, a."draft", 'published', v."definition"
        ) END AS "differs"
      FROM "Automation" a
      LEFT JOIN "AutomationVersion" v ON v."id" = a."currentVersionId"
      WHERE a."shopId" = $1 AND NOT a."internal" AND NOT a."campaign"
      ORDER BY a."createdAt", a."id"`,
    [shopId],
  );

/** Whether an automation with this trigger is active. */
export async function isAnyOn(sql: Sql, shopId: string, trigger: TriggerType): Promise<boolean> {
  const rows = await query(
    sql,
    `SELECT 1 FROM "Automation" WHERE "shopId" = $1 AND "trigger" = $2 AND "status" = ${STATUS.active} LIMIT 1`,
    [shopId, trigger],
  );
  return rows.length > 0;
}

/** Names of those automations that belong to the shop, without internal ones. */
export const namesOf = (sql: Sql, shopId: string, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  query(
    sql,
    `SELECT "id", "name" FROM "Automation" WHERE "shopId" = $1 AND "id" = ANY($2::uuid[]) AND NOT "internal" AND NOT "campaign"`,
    [shopId, ids.filter(isOwnId)],
  );

export interface FiguresRow extends Record<string, unknown> {
  automationId: string;
  entered: number;
  sent: number;
  skipped: number;
}

/**
 * Counts of entries, sent texts and skipped texts by automation since an instant; reads one index range per automation.
 * @param textAction key of the action that sends texts
 */
export const figuresSince = (
  sql: Sql,
  shopId: string,
  since: Instant,
  textAction: string,
  automationId: string | null,
): Promise<FiguresRow[]> =>
  query(
    sql,
    `
      SELECT a."id" AS "automationId", f.*
      FROM "Automation" a
      CROSS JOIN LATERAL (
        SELECT (count(*) FILTER (WHERE l."action" = 'enter' AND l."status" = ${STATUS.done}))::int AS "entered",
          (count(*) FILTER (WHERE l."status" = ${STATUS.sent}))::int AS "sent",
          (count(*) FILTER (WHERE l."status" = ${STATUS.skipped} AND l."action" = $3))::int AS "skipped"
        FROM "AutomationLog" l
        WHERE l."automationId" = a."id" AND l."createdAt" >= $2
      ) f
      WHERE a."shopId" = $1 AND NOT a."internal" AND NOT a."campaign" AND ($4::uuid IS NULL OR a."id" = $4)`,
    [shopId, since, textAction, automationId],
  );

/** The trigger types of a shop's active automations. */
export async function activeTriggers(sql: Sql, shopId: string): Promise<string[]> {
  const rows = await query<{ trigger: string }>(
    sql,
    `SELECT DISTINCT "trigger" FROM "Automation" WHERE "shopId" = $1 AND "status" = ${STATUS.active}`,
    [shopId],
  );
  return rows.map(({ trigger }) => trigger);
}
