import type { StepEnd } from "#core/engine/conclude.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface NewScheduled {
  id: string;
  shopId: string;
  sequenceId: string;
  stepId: string;
  priority: number;
  dueAt: Instant;
  jobId: string | null;
  held: boolean;
  createdAt: Instant;
}

/** Inserts steps. A held row is held only if its sequence or automation is still paused. */
export async function insertScheduled(sql: Sql, rows: readonly NewScheduled[]): Promise<void> {
  const paused = await pausedOf(
    sql,
    rows.filter(({ held }) => held).map(({ sequenceId }) => sequenceId),
  );
  await insert(
    sql,
    "ScheduledAutomation",
    rows.map((row) => ({ ...row, held: paused.has(row.sequenceId), status: "scheduled", attempts: 0, fence: 0 })),
  );
}

/**
 * Reads which sequences are paused now, or active in a paused automation. A transaction that resumed or ended a
 * sequence since the caller's read has not seen the steps that the caller inserts. The lock stops such a transaction
 * until the steps are committed.
 */
async function pausedOf(sql: Sql, sequenceIds: readonly string[]): Promise<Set<string>> {
  if (sequenceIds.length === 0) return new Set();
  await query(sql, `SELECT 1 FROM "AutomationSequence" WHERE "id" = ANY($1::uuid[]) ORDER BY "id" FOR SHARE`, [
    sequenceIds,
  ]);
  const rows = await query<{ id: string }>(
    sql,
    `
      SELECT q."id"
      FROM "AutomationSequence" q
        JOIN "Automation" t ON t."id" = q."automationId"
      WHERE q."id" = ANY($1::uuid[]) AND (q."status" = ${STATUS.paused} OR q."status" = ${STATUS.active}
        AND t."status" = ${STATUS.paused})`,
    [sequenceIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The end, retry or hold of a step's row. */
export type StepEndRow = StepEnd & { id: string };

/**
 * SQL: whether the step's sequence and automation are active now. A step decided during a pause must not be held after
 * the resume, because no later resume would release it.
 */
const IS_RESUMED = `
  EXISTS (
    SELECT 1
    FROM "AutomationSequence" q
      JOIN "Automation" t ON t."id" = q."automationId"
    WHERE q."id" = a."sequenceId" AND q."status" = ${STATUS.active} AND t."status" = ${STATUS.active}
  )`;

/**
 * Writes the ends, retries and holds of steps, and ends their leases. A step cancelled during its call becomes executed
 * or failed with the call's outcome.
 */
export async function writeStepEnds(sql: Sql, ends: readonly StepEndRow[]): Promise<void> {
  const rows = ends.map((end) => ({
    id: end.id,
    status: end.kind === "executed" || end.kind === "failed" || end.kind === "cancelled" ? end.kind : "scheduled",
    executedAt: end.kind === "executed" || end.kind === "failed" ? end.at : null,
    cancelledAt: end.kind === "cancelled" ? end.at : null,
    error: "error" in end ? end.error : null,
    dueAt: end.kind === "later" || end.kind === "given_back" ? end.dueAt : null,
    held: end.kind === "held",
    deferral: "deferral" in end ? end.deferral : null,
    attempts: end.kind === "given_back" ? end.attempts : null,
  }));
  if (rows.length === 0) return;
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "status" = i."status", "executedAt" = i."executedAt", "cancelledAt" = i."cancelledAt", "error" = i."error",
        "dueAt" = coalesce(i."dueAt", a."dueAt"),
        "held" = i."held" AND NOT (coalesce(i."deferral"->>'reason' = 'automation_paused', false) AND ${IS_RESUMED}),
        "deferral" = coalesce(i."deferral", a."deferral"), "leaseUntil" = NULL,
        "attempts" = coalesce(i."attempts", CASE WHEN i."deferral" IS NULL THEN a."attempts" ELSE 0 END)
      FROM json_populate_recordset(NULL::"ScheduledAutomation", $1::json) i
      WHERE a."id" = i."id"
        AND (a."status" = ${STATUS.scheduled} OR a."status" = ${STATUS.cancelled}
          AND i."status" IN (${STATUS.executed}, ${STATUS.failed}))`,
    rows,
  );
}

/**
 * Releases the steps of a shop, or of one of its customers, that were held for a reason. Keeps the deferral of
 * a text that waited for credits or for its sender's approval, so that the log shows how long.
 * @returns the released steps with their due times
 */
export const releaseHeld = (
  sql: Sql,
  { shopId, customerId, reason, now }: { shopId: string; customerId: string | null; reason: string; now: Instant },
): Promise<{ id: string; dueAt: Instant; priority: number }[]> =>
  query(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = false, "deferral" = CASE WHEN $3 IN ('credits_held', 'sender_not_approved') THEN a."deferral" END,
        "dueAt" = greatest(a."dueAt", $4)
      FROM "AutomationSequence" q
        JOIN "Automation" t ON t."id" = q."automationId"
      WHERE q."id" = a."sequenceId"
        AND a."shopId" = $1
        AND a."status" = ${STATUS.scheduled}
        AND a."held"
        AND a."deferral"->>'reason' = $3
        AND ($2::uuid IS NULL OR q."customerId" = $2)
        AND q."status" = ${STATUS.active}
        AND t."status" = ${STATUS.active}
      RETURNING a."id", a."dueAt", a."priority"`,
    [shopId, customerId, reason, now],
  );
