import type { Instant } from "#core/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** What waits in the database, of all shops. */
export interface RowCounts extends Record<string, unknown> {
  eventsWaiting: number;
  eventsFailed: number;
  stepsDue: number;
  stepsScheduled: number;
  stepsHeld: number;
  stepsFailed: number;
  /** Texts whose outcome cannot be told yet. */
  messagesUnknown: number;
}

const none: RowCounts = { eventsWaiting: 0, eventsFailed: 0, stepsDue: 0, stepsScheduled: 0, stepsHeld: 0, stepsFailed: 0, messagesUnknown: 0 };

export async function countRows(sql: Sql, now: Instant): Promise<RowCounts> {
  const [row] = await query<RowCounts>(
    sql,
    `SELECT (SELECT count(*) FROM "StoreEvent" WHERE "status" = 'received')::int AS "eventsWaiting",
       (SELECT count(*) FROM "StoreEvent" WHERE "status" = 'failed')::int AS "eventsFailed",
       (SELECT count(*) FROM "Message" WHERE "status" = 'unknown')::int AS "messagesUnknown",
       count(*) FILTER (WHERE "status" = 'scheduled' AND NOT "held" AND "dueAt" <= $1)::int AS "stepsDue",
       count(*) FILTER (WHERE "status" = 'scheduled' AND NOT "held")::int AS "stepsScheduled",
       count(*) FILTER (WHERE "status" = 'scheduled' AND "held")::int AS "stepsHeld",
       count(*) FILTER (WHERE "status" = 'failed')::int AS "stepsFailed"
     FROM "ScheduledAutomation" WHERE "status" IN ('scheduled', 'failed')`,
    [now],
  );
  return row ?? none;
}
