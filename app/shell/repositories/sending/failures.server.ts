import type { FailedStepFacts } from "#core/engine/retry-objection.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A failed step with the facts that decide whether a retry is allowed. */
export interface FailedStep extends FailedStepFacts, Record<string, unknown> {
  id: string;
  shopId: string;
  sequenceId: string;
  error: string | null;
  messageId: string | null;
}

const facts = `
  a."id", a."shopId", a."sequenceId", a."error", q."status" AS "sequenceStatus", t."status" AS "automationStatus",
  (
    SELECT count(*)
    FROM "ScheduledAutomation" b
    WHERE b."sequenceId" = q."id" AND b."createdAt" > a."createdAt"
  )::int AS "laterSteps",
  m."id" AS "messageId", m."status" AS "messageStatus", m."errorCode" AS "messageError",
  EXISTS (
    SELECT 1
    FROM "MessageAttempt" c
    WHERE c."messageId" = m."id" AND c."outcome" IN (${STATUS.open}, ${STATUS.unknown})
  ) AS "possiblySent"`;
const steps = `
  "ScheduledAutomation" a
    JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
    JOIN "Automation" t ON t."id" = q."automationId"
    LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"`;

/** Locks a failed step and its sequence. @param shopId null for any shop. @returns null when no such step has failed */
export async function lockFailedStep(sql: Sql, id: string, shopId: string | null): Promise<FailedStep | null> {
  const [row] = await query<FailedStep>(
    sql,
    `
      SELECT ${facts}
      FROM ${steps}
      WHERE a."id" = $1 AND a."status" = ${STATUS.failed} AND ($2::uuid IS NULL OR a."shopId" = $2)
      FOR UPDATE OF a, q`,
    [id, shopId],
  );
  return row ?? null;
}

/** Finds a failed step of a shop. @returns null when the step does not exist or is no longer failed */
export async function findFailedStep(sql: Sql, shopId: string, id: string): Promise<FailedStep | null> {
  const [row] = await query<FailedStep>(
    sql,
    `SELECT ${facts} FROM ${steps} WHERE a."id" = $1 AND a."status" = ${STATUS.failed} AND a."shopId" = $2`,
    [id, shopId],
  );
  return row ?? null;
}

/** A failed step with what a list shows. */
export interface ListedFailure extends FailedStep {
  automation: string;
  customerName: string | null;
  customerPhone: string | null;
  failedAt: Instant;
  logId: string | null;
}

/** Lists a shop's failed steps that were due since an instant, latest first. */
export const listFailedSteps = (sql: Sql, shopId: string, since: Instant, limit: number): Promise<ListedFailure[]> =>
  query(
    sql,
    `
      SELECT ${facts}, t."name" AS "automation",
        nullif(trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')), '') AS "customerName",
        c."phone" AS "customerPhone", a."executedAt" AS "failedAt",
        (SELECT l."id" FROM "AutomationLog" l WHERE l."scheduledAutomationId" = a."id") AS "logId"
      FROM ${steps}
        JOIN "Customer" c ON c."id" = q."customerId"
      WHERE a."shopId" = $1 AND a."status" = ${STATUS.failed} AND a."dueAt" >= $2
      ORDER BY a."dueAt" DESC, a."id" LIMIT $3`,
    [shopId, since, limit],
  );

export interface FailedEvent extends Record<string, unknown> {
  id: string;
  topic: string;
  receivedAt: Instant;
  reason: string | null;
}

/** Lists a shop's events whose ingest failed, latest first. */
export const listFailedEvents = (sql: Sql, shopId: string, limit: number): Promise<FailedEvent[]> =>
  query(
    sql,
    `
      SELECT "id", "topic", "receivedAt", "reason"
      FROM "StoreEvent"
      WHERE "shopId" = $1 AND "status" = ${STATUS.failed}
      ORDER BY "receivedAt" DESC, "id" LIMIT $2`,
    [shopId, limit],
  );

/** Schedules a failed step again. Detaches its earlier log and message, which stay as history. */
export async function rescheduleFailedStep(
  sql: Sql,
  { id, sequenceId }: Pick<FailedStep, "id" | "sequenceId">,
  now: Instant,
): Promise<void> {
  await query(sql, `UPDATE "AutomationLog" SET "scheduledAutomationId" = NULL WHERE "scheduledAutomationId" = $1`, [
    id,
  ]);
  await query(sql, `UPDATE "Message" SET "scheduledAutomationId" = NULL WHERE "scheduledAutomationId" = $1`, [id]);
  await query(
    sql,
    `
      UPDATE "ScheduledAutomation"
      SET "status" = ${STATUS.scheduled}, "attempts" = 0, "error" = NULL, "executedAt" = NULL, "held" = false,
        "deferral" = NULL, "leaseUntil" = NULL, "dueAt" = $2
      WHERE "id" = $1`,
    [id, now],
  );
  await query(
    sql,
    `
      UPDATE "AutomationSequence"
      SET "status" = ${STATUS.active}, "completedAt" = NULL, "endReason" = NULL
      WHERE "id" = $1 AND "status" = ${STATUS.failed}`,
    [sequenceId],
  );
}

/** Sets a failed store event back to "received". @returns its shop id; null when no such event has failed */
export async function requeueFailedEvent(sql: Sql, id: string, shopId: string | null): Promise<string | null> {
  const [row] = await query<{ shopId: string }>(
    sql,
    `
      UPDATE "StoreEvent"
      SET "status" = ${STATUS.received}, "reason" = NULL, "attempts" = 0, "leaseUntil" = NULL
      WHERE "id" = $1 AND "status" = ${STATUS.failed} AND ($2::uuid IS NULL OR "shopId" = $2)
      RETURNING "shopId"`,
    [id, shopId],
  );
  return row?.shopId ?? null;
}
