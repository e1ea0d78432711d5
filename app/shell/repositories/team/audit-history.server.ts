import type { RowBeyond } from "#core/paging.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** An audit event, with the names of its targets. */
export interface AuditHistoryRow extends Record<string, unknown> {
  id: string;
  actor: string;
  staffName: string | null;
  action: string;
  target: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  createdAt: Instant;
  automationId: string | null;
  automation: string | null;
  task: string | null;
  taskId: string | null;
  customerId: string | null;
  customer: string | null;
  conversationId: string | null;
  /** The staff member whose role changed. */
  member: string | null;
  /** Log row of the changed step. */
  logId: string | null;
}

export interface AuditHistoryQuery {
  shopId: string;
  actor: string | null;
  /** Null for all. */
  actions: readonly string[] | null;
  /** Left out, unless they were refused. */
  hidden: readonly string[];
  limit: number;
  /** Keyset cursor. */
  beyond: RowBeyond | null;
}

/** SQL expression: the id in a target of this kind; null for another kind. */
const idOf = (kind: string): string => `substring(e."target" FROM '^${kind}:([0-9a-f]{8}-[0-9a-f-]{27})$')::uuid`;

/** One page of a shop's audit trail, newest first. */
export function readAuditHistory(
  sql: Sql,
  { shopId, actor, actions, hidden, limit, beyond }: AuditHistoryQuery,
): Promise<AuditHistoryRow[]> {
  const direction = beyond?.towards === "newer" ? "ASC" : "DESC";
  const from = beyond
    ? `AND (e."createdAt", e."id") ${beyond.towards === "newer" ? ">" : "<"} ($7::timestamptz, $8::uuid)`
    : "";
  return query(
    sql,
    `
      SELECT e."id", e."actor", w."name" AS "staffName", e."action", e."target", e."before", e."after", e."createdAt",
        t."id" AS "automationId", t."name" AS "automation", k."title" AS "task", k."id" AS "taskId", c."id" AS "customerId",
        v."id" AS "conversationId", y."name" AS "member",
        nullif(trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')), '') AS "customer",
        (SELECT l."id" FROM "AutomationLog" l WHERE l."scheduledAutomationId" = a."id") AS "logId"
      FROM (
        SELECT *
        FROM "AuditEvent" e
        WHERE e."shopId" = $1
          AND ($2::text IS NULL OR e."actor" = $2)
          AND ($3::text[] IS NULL OR e."action" = ANY($3))
          AND (e."action" <> ALL($5::text[]) OR e."after"->>$6 IS NOT NULL) ${from}
        ORDER BY e."createdAt" ${direction}, e."id" ${direction} LIMIT $4
      ) e
      LEFT JOIN "Staff" w ON w."shopId" = e."shopId" AND w."userId" = substring(e."actor" FROM '^staff:(.+)$')
      LEFT JOIN "ScheduledAutomation" a ON a."id" = ${idOf("step")}
      LEFT JOIN "AutomationSequence" q ON q."id" = coalesce(${idOf("sequence")}, a."sequenceId")
      LEFT JOIN "Automation" t ON t."id" = coalesce(${idOf("automation")}, q."automationId")
        AND t."shopId" = e."shopId"
      LEFT JOIN "Message" m ON m."id" = ${idOf("message")}
      LEFT JOIN "Conversation" v ON v."id" = ${idOf("conversation")} AND v."shopId" = e."shopId"
      LEFT JOIN "Staff" y ON y."shopId" = e."shopId" AND y."userId" = substring(e."target" FROM '^staff:(.+)$')
      LEFT JOIN "Customer" c ON c."shopId" = e."shopId"
        AND c."id" = coalesce(
          ${idOf("customer")}, q."customerId", m."customerId", v."customerId",
          CASE WHEN e."action" = 'automation.started' THEN substring(e."after"->>'customerId' FROM
            '^[0-9a-f]{8}-[0-9a-f-]{27}$')::uuid END
        )
      LEFT JOIN "Task" k ON k."id" = ${idOf("task")} AND k."shopId" = e."shopId"
      ORDER BY e."createdAt" ${direction}, e."id" ${direction}`,
    [shopId, actor, actions, limit, hidden, "refused", ...(beyond ? [beyond.at, beyond.id] : [])],
  );
}

/** All actors in a shop's audit trail. */
export const listAuditActors = (sql: Sql, shopId: string): Promise<{ actor: string; staffName: string | null }[]> =>
  query(
    sql,
    `
      SELECT e."actor", w."name" AS "staffName"
      FROM (SELECT DISTINCT "actor" FROM "AuditEvent" WHERE "shopId" = $1) e
      LEFT JOIN "Staff" w ON w."shopId" = $1 AND w."userId" = substring(e."actor" FROM '^staff:(.+)$')
      ORDER BY w."name" NULLS LAST, e."actor"`,
    [shopId],
  );
