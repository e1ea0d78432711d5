import type { Instant } from "#core/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** How a step has fared. */
export interface StepFigures {
  reached: number;
  /** Still there. */
  waiting: number;
  sent: number;
  /** Done, of an action that is no message. */
  done: number;
  skipped: number;
  failed: number;
}

/** How each step of an automation has fared with those who entered since then. */
export const readStepFigures = (sql: Sql, automationId: string, since: Instant): Promise<({ stepId: string } & StepFigures)[]> =>
  query<{ stepId: string } & StepFigures & Record<string, unknown>>(
    sql,
    `SELECT a."stepId", count(*)::int AS "reached",
       (count(*) FILTER (WHERE a."status" = 'scheduled'))::int AS "waiting",
       (count(*) FILTER (WHERE l."status" = 'sent'))::int AS "sent",
       (count(*) FILTER (WHERE l."status" = 'done'))::int AS "done",
       (count(*) FILTER (WHERE l."status" = 'skipped'))::int AS "skipped",
       (count(*) FILTER (WHERE l."status" = 'failed'))::int AS "failed"
     FROM "AutomationSequence" q JOIN "ScheduledAutomation" a ON a."sequenceId" = q."id" LEFT JOIN "AutomationLog" l ON l."scheduledAutomationId" = a."id"
     WHERE q."automationId" = $1 AND q."startedAt" >= $2 GROUP BY 1`,
    [automationId, since],
  );
