import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Figures of a step. */
export interface StepFigures {
  reached: number;
  /** Sequences that wait at the step. */
  waiting: number;
  sent: number;
  delivered: number;
  /** Actions other than messages. */
  done: number;
  skipped: number;
  failed: number;
}

/** Texts with a short link, and those of them that a person, or a machine, clicked. */
export interface StepClicks {
  linked: number;
  clicked: number;
  machines: number;
}

/** Orders that were credited to the texts of a step, for sequences that started since `since`, without cancelled ones. */
export const countStepOrders = (
  sql: Sql,
  automationId: string,
  since: Instant,
): Promise<{ stepId: string; ordered: number }[]> =>
  query(
    sql,
    `
      SELECT a."stepId", count(*)::int AS "ordered"
      FROM "StoreOrder" o
        JOIN "Message" m ON m."id" = o."messageId"
        JOIN "ScheduledAutomation" a ON a."id" = m."scheduledAutomationId"
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId" AND q."startedAt" >= $2
      WHERE o."automationId" = $1 AND o."placedAt" >= $2 AND o."cancelledAt" IS NULL
      GROUP BY 1`,
    [automationId, since],
  );

/**
 * Click figures by step, for sequences that started since `since`. Counts a text once, whatever its number of clicks.
 */
export const readStepClicks = (
  sql: Sql,
  { shopId, automationId, since }: { shopId: string; automationId: string; since: Instant },
): Promise<({ stepId: string } & StepClicks)[]> =>
  query<{ stepId: string } & StepClicks & Record<string, unknown>>(
    sql,
    `
      SELECT l."stepId", count(*)::int AS "linked", (count(*) FILTER (WHERE k."followed"))::int AS "clicked",
        (count(*) FILTER (WHERE k."machine"))::int AS "machines"
      FROM (
        SELECT "messageId", bool_or("clicks" > 0) AS "followed", bool_or("machineClicks" > 0) AS "machine"
        FROM "ShortLink"
        WHERE "shopId" = $1 AND "createdAt" >= $3 AND "messageId" IS NOT NULL AND NOT "optsOut"
        GROUP BY 1
      ) k
      JOIN "AutomationLog" l ON l."messageId" = k."messageId"
        AND l."automationId" = $2
        AND l."createdAt" >= $3
        AND l."status" = ${STATUS.sent}
      JOIN "AutomationSequence" q ON q."id" = l."sequenceId" AND q."startedAt" >= $3
      GROUP BY 1`,
    [shopId, automationId, since],
  );

/** Figures by step, for sequences that started since `since`. */
export const readStepFigures = (
  sql: Sql,
  automationId: string,
  since: Instant,
): Promise<({ stepId: string } & StepFigures)[]> =>
  query<{ stepId: string } & StepFigures & Record<string, unknown>>(
    sql,
    `
      SELECT a."stepId", count(*)::int AS "reached",
        (count(*) FILTER (WHERE a."status" = ${STATUS.scheduled}))::int AS "waiting",
        (count(*) FILTER (WHERE l."status" = ${STATUS.sent}))::int AS "sent",
        (count(*) FILTER (WHERE m."status" = ${STATUS.delivered}))::int AS "delivered",
        (count(*) FILTER (WHERE l."status" = ${STATUS.done}))::int AS "done",
        (count(*) FILTER (WHERE l."status" = ${STATUS.skipped}))::int AS "skipped",
        (count(*) FILTER (WHERE l."status" = ${STATUS.failed}))::int AS "failed"
      FROM "AutomationSequence" q
      JOIN "ScheduledAutomation" a ON a."sequenceId" = q."id"
      LEFT JOIN "AutomationLog" l ON l."scheduledAutomationId" = a."id"
      LEFT JOIN "Message" m ON m."id" = l."messageId"
      WHERE q."automationId" = $1 AND q."startedAt" >= $2
      GROUP BY 1`,
    [automationId, since],
  );
