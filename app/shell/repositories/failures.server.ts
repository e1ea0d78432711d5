import type { FailedBefore } from "#core/sequence/second-try.ts";
import type { Instant } from "#core/time.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** A step that failed for good, with what a second try must know. */
export interface FailedStep extends FailedBefore, Record<string, unknown> {
  id: string;
  shopId: string;
  sequenceId: string;
  error: string | null;
  messageId: string | null;
}

const FAILED = `SELECT a."id", a."shopId", a."sequenceId", a."error", q."status" AS "sequenceStatus", t."status" AS "automationStatus",
    (SELECT count(*) FROM "ScheduledAutomation" b WHERE b."sequenceId" = q."id" AND b."createdAt" > a."createdAt")::int AS "followers",
    m."id" AS "messageId", m."status" AS "messageStatus", m."errorCode" AS "messageError",
    EXISTS (SELECT 1 FROM "MessageAttempt" c WHERE c."messageId" = m."id" AND c."outcome" IN ('open', 'unknown')) AS "mayHaveGone"
  FROM "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId" JOIN "Automation" t ON t."id" = q."automationId"
    LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
  WHERE a."id" = $1 AND a."status" = 'failed'`;

const find = async (sql: Sql, id: string, lock: "" | "FOR UPDATE OF a, q"): Promise<FailedStep | null> => (isOwnId(id) ? ((await query<FailedStep>(sql, `${FAILED} ${lock}`, [id]))[0] ?? null) : null);

export const findFailedStep = (sql: Sql, id: string): Promise<FailedStep | null> => find(sql, id, "");
export const lockFailedStep = (sql: Sql, id: string): Promise<FailedStep | null> => find(sql, id, "FOR UPDATE OF a, q");

/** Makes a failed step due again. Its earlier log and message stay as history, no longer the step's own. */
export async function reviveStep(sql: Sql, { id, sequenceId }: Pick<FailedStep, "id" | "sequenceId">, now: Instant): Promise<void> {
  await query(sql, `UPDATE "AutomationLog" SET "scheduledAutomationId" = NULL WHERE "scheduledAutomationId" = $1`, [id]);
  await query(sql, `UPDATE "Message" SET "scheduledAutomationId" = NULL WHERE "scheduledAutomationId" = $1`, [id]);
  await query(sql, `UPDATE "ScheduledAutomation" SET "status" = 'scheduled', "attempts" = 0, "error" = NULL, "executedAt" = NULL, "held" = false, "deferral" = NULL, "leaseUntil" = NULL, "dueAt" = $2 WHERE "id" = $1`, [id, now]);
  await query(sql, `UPDATE "AutomationSequence" SET "status" = 'active', "completedAt" = NULL, "endReason" = NULL WHERE "id" = $1 AND "status" = 'failed'`, [sequenceId]);
}

/** Puts a store event that failed for good back into the inbox. @returns its shop; null when there is no such event */
export async function reviveEvent(sql: Sql, id: string): Promise<string | null> {
  if (!isOwnId(id)) return null;
  const [row] = await query<{ shopId: string }>(
    sql,
    `UPDATE "StoreEvent" SET "status" = 'received', "reason" = NULL, "attempts" = 0, "leaseUntil" = NULL WHERE "id" = $1 AND "status" = 'failed' RETURNING "shopId"`,
    [id],
  );
  return row?.shopId ?? null;
}
