import type { RowBeyond } from "#core/paging.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** An active sequence, with the step at which it waits. */
export interface ActiveSequenceRow extends Record<string, unknown> {
  id: string;
  customerId: string;
  startedAt: Instant;
  versionId: string;
  version: number;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  /** Null between two steps. */
  stepId: string | null;
  since: Instant | null;
  dueAt: Instant | null;
  held: boolean | null;
}

const RUNNING = `q."automationId" = $1 AND q."status" IN (${STATUS.active}, ${STATUS.paused})`;

/**
 * One page of active sequences, latest entry first.
 * @param beyond the row from which the page continues, towards newer or older rows
 */
export const pageActiveSequences = (
  sql: Sql,
  automationId: string,
  limit: number,
  beyond: RowBeyond | null,
): Promise<ActiveSequenceRow[]> => {
  const order = beyond?.towards === "newer" ? "ASC" : "DESC";
  return query(
    sql,
    `
      SELECT q."id", q."customerId", q."startedAt", q."versionId", v."version", c."firstName",
        c."lastName", c."phone", a."stepId", a."createdAt" AS "since", a."dueAt", a."held"
      FROM (
        SELECT *
        FROM "AutomationSequence" q
        WHERE ${RUNNING}
          ${beyond ? `AND (q."startedAt", q."id") ${beyond.towards === "newer" ? ">" : "<"} ($3, $4::uuid)` : ""}
        ORDER BY q."startedAt" ${order}, q."id" ${order} LIMIT $2
      ) q
      JOIN "AutomationVersion" v ON v."id" = q."versionId"
      JOIN "Customer" c ON c."id" = q."customerId"
      LEFT JOIN "ScheduledAutomation" a ON a."sequenceId" = q."id" AND a."status" = ${STATUS.scheduled}
      ORDER BY q."startedAt" ${order}, q."id" ${order}`,
    [automationId, limit, ...(beyond ? [beyond.at, beyond.id] : [])],
  );
};

/** Number of active sequences by version. */
export const countActiveSequences = (
  sql: Sql,
  automationId: string,
): Promise<{ versionId: string; people: number }[]> =>
  query(
    sql,
    `SELECT q."versionId", count(*)::int AS "people" FROM "AutomationSequence" q WHERE ${RUNNING} GROUP BY 1`,
    [automationId],
  );
