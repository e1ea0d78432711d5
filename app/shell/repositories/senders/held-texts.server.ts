import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Shops with texts on hold for an approval that has come, or for a sender that the shop has no more. */
export const releasableShops = (sql: Sql): Promise<{ shopId: string }[]> =>
  query(
    sql,
    `
      SELECT DISTINCT a."shopId"
      FROM "ScheduledAutomation" a
      WHERE a."held"
        AND a."status" = ${STATUS.scheduled}
        AND a."deferral"->>'reason' = 'sender_not_approved'
        AND NOT EXISTS (
          SELECT 1
          FROM "Sender" e
          WHERE e."shopId" = a."shopId" AND e."status" NOT IN (${STATUS.approved}, ${STATUS.released})
        )`,
  );
