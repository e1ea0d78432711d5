import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Filter of a shop's waiting steps. */
export interface WaitingFilter {
  shopId: string;
  automationId?: string | undefined;
  /** Only these customers; without it, all. */
  customers?: readonly string[] | undefined;
  /** Only steps that are not held and were due before this instant. */
  overdueAt?: Instant | undefined;
  held?: boolean | undefined;
  /** Reason of the last deferral or hold. */
  heldFor?: string | undefined;
}

/** A keyset page: the earliest steps, or the steps on one side of a step. */
export interface WaitingRange {
  beyond: { at: Instant; id: string; towards: "later" | "earlier" } | null;
  limit: number;
}

export interface WaitingRow extends Record<string, unknown> {
  id: string;
  sequenceId: string;
  dueAt: Instant;
  held: boolean;
  /** End of a worker's lease. */
  leaseUntil: Instant | null;
  /** The enter log of the sequence. */
  entryId: string | null;
}

/** One page of waiting steps, earliest first, or latest first when paging towards earlier ones. */
export function findWaiting(sql: Sql, filter: WaitingFilter, { beyond, limit }: WaitingRange): Promise<WaitingRow[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { shopId, automationId, customers, overdueAt, held, heldFor } = filter;
  const order = beyond?.towards === "earlier" ? "DESC" : "ASC";
  const where = [
    `a."shopId" = ${bind(shopId)} AND a."status" = ${STATUS.scheduled}`,
    ...(automationId
      ? [`q."automationId" = ${bind(automationId)}::uuid AND q."status" IN (${STATUS.active}, ${STATUS.paused})`]
      : []),
    ...(customers
      ? [`q."customerId" = ANY(${bind(customers)}::uuid[]) AND q."status" IN (${STATUS.active}, ${STATUS.paused})`]
      : []),
    ...(overdueAt ? [`NOT a."held" AND a."dueAt" < ${bind(overdueAt)}::timestamptz`] : []),
    ...(held ? [`a."held"`] : []),
    ...(heldFor ? [`a."deferral"->>'reason' = ${bind(heldFor)}`] : []),
    ...(beyond
      ? [
          `(a."dueAt", a."id") ${beyond.towards === "earlier" ? "<" : ">"} (${bind(beyond.at)}::timestamptz, ` +
            `${bind(beyond.id)}::uuid)`,
        ]
      : []),
  ];
  const join = automationId || customers ? `JOIN "AutomationSequence" q ON q."id" = a."sequenceId"` : "";
  return query<WaitingRow>(
    sql,
    `
      SELECT a."id", a."sequenceId", a."dueAt", a."held", a."leaseUntil",
        (
          SELECT e."id"
          FROM "AutomationLog" e
          WHERE e."sequenceId" = a."sequenceId" AND e."action" = 'enter'
          LIMIT 1
        ) AS "entryId"
      FROM "ScheduledAutomation" a ${join}
      WHERE ${where.join(" AND ")}
      ORDER BY a."dueAt" ${order}, a."id" ${order} LIMIT ${limit}`,
    values,
  );
}
