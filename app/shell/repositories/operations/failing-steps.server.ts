import { LAST_TRIES, type StepTries } from "#core/team/repeated-failures.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

interface OfAutomation extends Record<string, unknown> {
  shopId: string;
  timezone: string;
  automationId: string;
  name: string;
}

interface FailingStepRow extends OfAutomation {
  stepId: string | null;
  reason: string | null;
  failed: number;
  worked: number;
  lastFailed: number;
  lastTried: number;
}

/** A step that has failed since an instant, with the reason of most of its failures. */
export interface FailingStep extends OfAutomation, StepTries {
  stepId: string | null;
  reason: string | null;
}

/** Every step that has failed since an instant, of installed shops. */
export async function readFailingSteps(sql: Sql, since: Instant): Promise<FailingStep[]> {
  const rows = await query<FailingStepRow>(
    sql,
    `
      SELECT s."id" AS "shopId", s."timezone", a."id" AS "automationId", a."name", f."stepId", f."reason", f."failed",
        w."worked", t."failed" AS "lastFailed", t."tried" AS "lastTried"
      FROM "Automation" a
        JOIN "Shop" s ON s."id" = a."shopId"
        CROSS JOIN LATERAL (
          SELECT l."stepId", count(*)::int AS "failed", mode() WITHIN GROUP (ORDER BY l."reason") AS "reason"
          FROM "AutomationLog" l
          WHERE l."automationId" = a."id" AND l."createdAt" >= $1 AND l."status" = ${STATUS.failed}
            AND l."action" NOT IN ('enter', 'exit')
          GROUP BY l."stepId"
        ) f
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS "worked"
          FROM "AutomationLog" l
          WHERE l."automationId" = a."id" AND l."createdAt" >= $1 AND l."status" IN (${STATUS.sent}, ${STATUS.done})
            AND l."stepId" = f."stepId"
        ) w
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE r."status" = ${STATUS.failed})::int AS "failed", count(*)::int AS "tried"
          FROM (
            SELECT l."status"
            FROM "AutomationLog" l
            WHERE l."automationId" = a."id" AND l."status" IN (${STATUS.failed}, ${STATUS.sent}, ${STATUS.done})
              AND l."stepId" = f."stepId"
            ORDER BY l."createdAt" DESC, l."id" DESC LIMIT $2
          ) r
        ) t
      WHERE s."uninstalledAt" IS NULL`,
    [since, LAST_TRIES],
  );
  return rows.map((row) => ({ ...row, last: { failed: row.lastFailed, tried: row.lastTried } }));
}

/** Every automation that was stopped since an instant because it triggers itself, of installed shops. */
export const readStoppedLoops = (sql: Sql, since: Instant): Promise<(OfAutomation & { times: number })[]> =>
  query(
    sql,
    `
      SELECT s."id" AS "shopId", s."timezone", a."id" AS "automationId", a."name", l."times"
      FROM "Automation" a
        JOIN "Shop" s ON s."id" = a."shopId"
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS "times"
          FROM "AutomationLog" l
          WHERE l."automationId" = a."id" AND l."createdAt" >= $1 AND l."action" = 'enter' AND l."status" = ${STATUS.skipped}
            AND l."reason" = 'loop_stopped'
        ) l
      WHERE s."uninstalledAt" IS NULL AND l."times" > 0`,
    [since],
  );

/** Every installed shop whose texts were skipped since an instant because its new numbers look like SMS pumping. */
export const readPumpedShops = (
  sql: Sql,
  since: Instant,
): Promise<{ shopId: string; timezone: string; texts: number }[]> =>
  query(
    sql,
    `
      SELECT s."id" AS "shopId", s."timezone", l."texts"
      FROM "Shop" s
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS "texts"
          FROM "AutomationLog" l
          WHERE l."shopId" = s."id" AND l."createdAt" >= $1 AND l."reason" = 'sms_pumping'
        ) l
      WHERE s."uninstalledAt" IS NULL AND l."texts" > 0`,
    [since],
  );
