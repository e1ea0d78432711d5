import type { RunFacts } from "#core/engine/run-state.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** SQL for the facts that decide a run's state: of sequence `q`, automation `t`, scheduled step `a`, message `m`. */
const factsAt = (now: string): string => `
  jsonb_build_object(
    'sequenceStatus', q."status",
    'automationStatus', t."status",
    'step',
    CASE WHEN a."id" IS NOT NULL THEN jsonb_build_object(
      'isFirst', NOT EXISTS (
        SELECT 1
        FROM "ScheduledAutomation" b
        WHERE b."sequenceId" = q."id" AND b."id" <> a."id"
      ),
      'isDue', a."dueAt" <= ${now},
      'held', a."held",
      'claimed', coalesce(a."leaseUntil" >= ${now}, false),
      'attempts', a."attempts",
      'deferredFor', a."deferral"->>'reason',
      'messageStatus', m."status"
    ) END
  )`;

/** Reads the facts of runs by sequence id. */
export async function readRunFacts(
  sql: Sql,
  sequenceIds: readonly string[],
  now: Instant,
): Promise<Map<string, RunFacts>> {
  if (sequenceIds.length === 0) return new Map();
  const rows = await query<{ id: string; facts: RunFacts }>(
    sql,
    `
      SELECT q."id", ${factsAt("$2::timestamptz")} AS "facts"
      FROM "AutomationSequence" q
        JOIN "Automation" t ON t."id" = q."automationId"
        LEFT JOIN LATERAL (
          SELECT *
          FROM "ScheduledAutomation" s
          WHERE s."sequenceId" = q."id" AND s."status" = ${STATUS.scheduled}
          LIMIT 1
        ) a ON true
        LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
      WHERE q."id" = ANY($1::uuid[])`,
    [sequenceIds, now],
  );
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}

/** Counts the active and paused sequences that have a scheduled step, by their facts. */
export const countRunFacts = (sql: Sql, now: Instant): Promise<{ facts: RunFacts; runs: number }[]> =>
  query(
    sql,
    `
      SELECT ${factsAt("$1::timestamptz")} AS "facts", count(*)::int AS "runs"
      FROM "Shop" s
        JOIN "ScheduledAutomation" a ON a."shopId" = s."id" AND a."status" = ${STATUS.scheduled}
        JOIN "AutomationSequence" q ON q."id" = a."sequenceId" AND q."status" IN (${STATUS.active}, ${STATUS.paused})
        JOIN "Automation" t ON t."id" = q."automationId"
        LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
      GROUP BY 1`,
    [now],
  );
