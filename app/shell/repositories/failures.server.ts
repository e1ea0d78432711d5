import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A step that failed for good, locked, with what a second try must know. */
export interface FailedStep extends Record<string, unknown> {
  id: string;
  shopId: string;
  sequenceId: string;
  error: string | null;
  sequenceStatus: string;
  automationStatus: string;
  /** Steps of its sequence that came after it. */
  followers: number;
  messageId: string | null;
  messageStatus: MessageStatus | null;
  messageError: string | null;
  /** A call for its message of which nobody knows whether it sent it. */
  mayHaveGone: boolean;
}

/** @param shopId null: of whichever shop */
export async function lockFailedStep(sql: Sql, id: string, shopId: string | null): Promise<FailedStep | null> {
  const [row] = await query<FailedStep>(
    sql,
    `SELECT a."id", a."shopId", a."sequenceId", a."error", q."status" AS "sequenceStatus", t."status" AS "automationStatus",
       (SELECT count(*) FROM "ScheduledAutomation" b WHERE b."sequenceId" = q."id" AND b."createdAt" > a."createdAt")::int AS "followers",
       m."id" AS "messageId", m."status" AS "messageStatus", m."errorCode" AS "messageError",
       EXISTS (SELECT 1 FROM "MessageAttempt" c WHERE c."messageId" = m."id" AND c."outcome" IN ('open', 'unknown')) AS "mayHaveGone"
     FROM "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId" JOIN "Automation" t ON t."id" = q."automationId"
       LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
     WHERE a."id" = $1 AND a."status" = 'failed' AND ($2::uuid IS NULL OR a."shopId" = $2) FOR UPDATE OF a, q`,
    [id, shopId],
  );
  return row ?? null;
}

/** Makes a failed step due again. Its earlier log and message stay as history, no longer the step's own. */
export async function reviveStep(sql: Sql, { id, sequenceId }: Pick<FailedStep, "id" | "sequenceId">, now: Instant): Promise<void> {
  await query(sql, `UPDATE "AutomationLog" SET "scheduledAutomationId" = NULL WHERE "scheduledAutomationId" = $1`, [id]);
  await query(sql, `UPDATE "Message" SET "scheduledAutomationId" = NULL WHERE "scheduledAutomationId" = $1`, [id]);
  await query(sql, `UPDATE "ScheduledAutomation" SET "status" = 'scheduled', "attempts" = 0, "error" = NULL, "executedAt" = NULL, "held" = false, "deferral" = NULL, "leaseUntil" = NULL, "dueAt" = $2 WHERE "id" = $1`, [id, now]);
  await query(sql, `UPDATE "AutomationSequence" SET "status" = 'active', "completedAt" = NULL, "endReason" = NULL WHERE "id" = $1 AND "status" = 'failed'`, [sequenceId]);
}

/** Puts a store event that failed for good back into the inbox. @returns its shop; null when there is no such event */
export async function reviveEvent(sql: Sql, id: string, shopId: string | null): Promise<string | null> {
  const [row] = await query<{ shopId: string }>(
    sql,
    `UPDATE "StoreEvent" SET "status" = 'received', "reason" = NULL, "attempts" = 0, "leaseUntil" = NULL WHERE "id" = $1 AND "status" = 'failed' AND ($2::uuid IS NULL OR "shopId" = $2) RETURNING "shopId"`,
    [id, shopId],
  );
  return row?.shopId ?? null;
}
