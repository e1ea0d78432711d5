import type { FailedStepFacts } from "#core/engine/retry-objection.ts";
import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A step that failed for good, locked, with what a second try must know. */
export interface FailedStep extends FailedStepFacts, Record<string, unknown> {
  id: string;
  shopId: string;
  sequenceId: string;
  error: string | null;
  messageId: string | null;
}

const facts = `
  a."id", a."shopId", a."sequenceId", a."error", q."status" AS "sequenceStatus", t."status" AS "automationStatus",
       (SELECT count(*) FROM "ScheduledAutomation" b WHERE b."sequenceId" = q."id"
         AND b."createdAt" > a."createdAt")::int AS "followers",
       m."id" AS "messageId", m."status" AS "messageStatus", m."errorCode" AS "messageError",
       EXISTS (SELECT 1 FROM "MessageAttempt" c WHERE c."messageId" = m."id"
         AND c."outcome" IN ('open', 'unknown')) AS "mayHaveGone"`;
const steps = `
  "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId" JOIN "Automation" t
    ON t."id" = q."automationId"
       LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"`;

/** @param shopId null: of whichever shop */
export async function lockFailedStep(sql: Sql, id: string, shopId: string | null): Promise<FailedStep | null> {
  const [row] = await query<FailedStep>(
    sql,
    `
      SELECT ${facts} FROM ${steps} WHERE a."id" = $1 AND a."status" = 'failed'
        AND ($2::uuid IS NULL OR a."shopId" = $2) FOR UPDATE OF a, q`,
    [id, shopId],
  );
  return row ?? null;
}

/** A shop's step that failed, as it stands; null where there is none such, or it has been tried again since. */
export async function findFailedStep(sql: Sql, shopId: string, id: string): Promise<FailedStep | null> {
  const [row] = await query<FailedStep>(
    sql,
    `SELECT ${facts} FROM ${steps} WHERE a."id" = $1 AND a."status" = 'failed' AND a."shopId" = $2`,
    [id, shopId],
  );
  return row ?? null;
}

/** A failed step as a list shows it. */
export interface ListedFailure extends FailedStep {
  automation: string;
  customerName: string | null;
  customerPhone: string | null;
  failedAt: Instant;
  logId: string | null;
}

/** A shop's steps that came due since an instant and failed, the latest first. */
export const listFailedSteps = (sql: Sql, shopId: string, since: Instant, limit: number): Promise<ListedFailure[]> =>
  query(
    sql,
    `
      SELECT ${facts}, t."name" AS "automation",
        nullif(trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')), '') AS "customerName",
        c."phone" AS "customerPhone", a."executedAt" AS "failedAt",
       (SELECT l."id" FROM "AutomationLog" l WHERE l."scheduledAutomationId" = a."id") AS "logId"
     FROM ${steps} JOIN "Customer" c ON c."id" = q."customerId" WHERE a."shopId" = $1 AND a."status" = 'failed'
       AND a."dueAt" >= $2 ORDER BY a."dueAt" DESC, a."id" LIMIT $3`,
    [shopId, since, limit],
  );

export interface FailedEvent extends Record<string, unknown> {
  id: string;
  topic: string;
  receivedAt: Instant;
  reason: string | null;
}

/** A shop's events that could not be taken in, the latest first. */
export const listFailedEvents = (sql: Sql, shopId: string, limit: number): Promise<FailedEvent[]> =>
  query(
    sql,
    `
      SELECT "id", "topic", "receivedAt", "reason" FROM "StoreEvent" WHERE "shopId" = $1 AND "status" = 'failed'
        ORDER BY "receivedAt" DESC, "id" LIMIT $2`,
    [shopId, limit],
  );

/** Makes a failed step due again. Its earlier log and message stay as history, no longer the step's own. */
export async function reviveStep(
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
      UPDATE "ScheduledAutomation" SET "status" = 'scheduled', "attempts" = 0, "error" = NULL, "executedAt" = NULL,
        "held" = false, "deferral" = NULL, "leaseUntil" = NULL, "dueAt" = $2 WHERE "id" = $1`,
    [id, now],
  );
  await query(
    sql,
    `
      UPDATE "AutomationSequence" SET "status" = 'active', "completedAt" = NULL, "endReason" = NULL WHERE "id" = $1
        AND "status" = 'failed'`,
    [sequenceId],
  );
}

/** Puts a store event that failed for good back into the inbox. @returns its shop; null when there is no such event */
export async function reviveEvent(sql: Sql, id: string, shopId: string | null): Promise<string | null> {
  const [row] = await query<{ shopId: string }>(
    sql,
    `
      UPDATE "StoreEvent" SET "status" = 'received', "reason" = NULL, "attempts" = 0, "leaseUntil" = NULL
        WHERE "id" = $1 AND "status" = 'failed' AND ($2::uuid IS NULL OR "shopId" = $2) RETURNING "shopId"`,
    [id, shopId],
  );
  return row?.shopId ?? null;
}
