import type { AutomationStatus, MessageStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** An active or paused sequence with its scheduled step, if any. */
export interface LockedSequenceRow extends Record<string, unknown> {
  sequenceId: string;
  customerId: string;
  status: Extract<SequenceStatus, "active" | "paused">;
  versionId: string;
  stepRowId: string | null;
  stepId: string | null;
  dueAt: Instant | null;
  priority: number | null;
  held: boolean | null;
  /** Whether a worker holds the step's lease. */
  leased: boolean;
  messageStatus: MessageStatus | null;
  /** The ids of the completed steps. */
  behind: string[];
}

type Scope = { automationId: string } | { sequenceIds: readonly string[] };
const conditionOf = (scope: Scope): [condition: string, ids: string | readonly string[]] =>
  "automationId" in scope
    ? [`q."automationId" = $1`, scope.automationId]
    : [`q."id" = ANY($1::uuid[])`, scope.sequenceIds];

/** Reads the active and paused sequences of an automation, or those named. */
function readActiveRows(sql: Sql, scope: Scope, now: Instant): Promise<LockedSequenceRow[]> {
  const [condition, id] = conditionOf(scope);
  return query(
    sql,
    `
      SELECT q."id" AS "sequenceId", q."customerId", q."status", q."versionId", a."id" AS "stepRowId", a."stepId",
        a."dueAt", a."priority", a."held", coalesce(a."leaseUntil" >= $2, false) AS "leased",
        m."status" AS "messageStatus",
        array(
          SELECT b."stepId"
          FROM "ScheduledAutomation" b
          WHERE b."sequenceId" = q."id" AND b."status" <> ${STATUS.scheduled}
        ) AS "behind"
      FROM "AutomationSequence" q
        LEFT JOIN "ScheduledAutomation" a ON a."sequenceId" = q."id" AND a."status" = ${STATUS.scheduled}
        LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
      WHERE ${condition} AND q."status" IN (${STATUS.active}, ${STATUS.paused})
      ORDER BY q."id"`,
    [id, now],
  );
}

/** Active and paused sequences of an automation that stand alike, and how many they are. */
export interface AlikeSequences extends Record<string, unknown> {
  versionId: string;
  stepId: string | null;
  behind: string[];
  /** A worker holds the step's lease, or the step has a message. */
  underWay: boolean;
  sequences: number;
}

/** Counts the active and paused sequences of an automation by what decides about them when it is published. */
export const countAlikeSequences = (sql: Sql, automationId: string, now: Instant): Promise<AlikeSequences[]> =>
  query(
    sql,
    `
      SELECT q."versionId", a."stepId",
        coalesce(a."leaseUntil" >= $2, false) OR EXISTS (
          SELECT 1 FROM "Message" m WHERE m."scheduledAutomationId" = a."id"
        ) AS "underWay",
        array(
          SELECT b."stepId"
          FROM "ScheduledAutomation" b
          WHERE b."sequenceId" = q."id" AND b."status" <> ${STATUS.scheduled}
          ORDER BY b."stepId"
        ) AS "behind",
        count(*)::int AS "sequences"
      FROM "AutomationSequence" q
        LEFT JOIN "ScheduledAutomation" a ON a."sequenceId" = q."id" AND a."status" = ${STATUS.scheduled}
      WHERE q."automationId" = $1 AND q."status" IN (${STATUS.active}, ${STATUS.paused})
      GROUP BY 1, 2, 3, 4
      ORDER BY 5 DESC, 2`,
    [automationId, now],
  );

/**
 * Locks active and paused sequences with their scheduled steps, so that none continues until the transaction ends.
 * Locks steps before sequences, the lock order of the workers. The lock on a sequence prevents the insert of its next
 * step, so the second pass over the steps locks all that were inserted before.
 */
export async function lockActiveSequences(sql: Sql, scope: Scope, now: Instant): Promise<LockedSequenceRow[]> {
  const [condition, id] = conditionOf(scope);
  const running = `${condition} AND q."status" IN (${STATUS.active}, ${STATUS.paused})`;
  const lockSteps = () =>
    query(
      sql,
      `
        SELECT 1
        FROM "ScheduledAutomation" a
          JOIN "AutomationSequence" q ON q."id" = a."sequenceId"
        WHERE ${running} AND a."status" = ${STATUS.scheduled}
        ORDER BY a."id"
        FOR UPDATE OF a`,
      [id],
    );
  await lockSteps();
  await query(sql, `SELECT 1 FROM "AutomationSequence" q WHERE ${running} ORDER BY q."id" FOR UPDATE`, [id]);
  await lockSteps();
  return readActiveRows(sql, scope, now);
}

/** Releases steps that a pause held, at their new due times. Clears the pause's deferral and keeps any other. */
export const releaseSteps = (sql: Sql, rows: readonly { id: string; dueAt: Instant }[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = false, "dueAt" = i."dueAt",
        "deferral" = CASE WHEN a."deferral"->>'reason' = 'automation_paused' THEN NULL ELSE a."deferral" END
      FROM json_populate_recordset(NULL::"ScheduledAutomation", $1::json) i
      WHERE a."id" = i."id" AND a."status" = ${STATUS.scheduled}`,
    rows,
  );

export interface VersionMove {
  sequenceId: string;
  stepRowId: string;
  dueAt: Instant;
  priority: number;
}

/**
 * Moves sequences to another version, at their current steps. Raises the fencing tokens, so that a worker with an
 * earlier claim cannot write the step.
 */
export async function moveToVersion(sql: Sql, versionId: string, moves: readonly VersionMove[]): Promise<void> {
  await batch(
    sql,
    `
      UPDATE "AutomationSequence" q
      SET "versionId" = $2
      FROM json_to_recordset($1::json) AS i("sequenceId" uuid)
      WHERE q."id" = i."sequenceId"`,
    moves,
    [versionId],
  );
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "dueAt" = i."dueAt", "priority" = i."priority", "fence" = a."fence" + 1, "leaseUntil" = NULL
      FROM json_to_recordset($1::json) AS i("stepRowId" uuid, "dueAt" timestamptz, "priority" int)
      WHERE a."id" = i."stepRowId"`,
    moves,
  );
}

/** A sequence with the status of its automation. */
export interface SequenceRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  automationId: string;
  status: SequenceStatus;
  automationStatus: AutomationStatus;
}

/** Finds a sequence of the shop. @returns null when the shop has no such sequence */
export async function findSequence(sql: Sql, shopId: string, id: string): Promise<SequenceRow | null> {
  if (!isOwnId(id)) return null;
  const [row] = await query<SequenceRow>(
    sql,
    `
      SELECT q."id", q."shopId", q."automationId", q."status", t."status" AS "automationStatus"
      FROM "AutomationSequence" q
        JOIN "Automation" t ON t."id" = q."automationId"
      WHERE q."shopId" = $1 AND q."id" = $2`,
    [shopId, id],
  );
  return row ?? null;
}

/** Pauses or resumes a sequence; its steps keep their holds. */
export const setSequenceStatus = (
  sql: Sql,
  id: string,
  status: Extract<SequenceStatus, "active" | "paused">,
): Promise<unknown> =>
  query(sql, `UPDATE "AutomationSequence" SET "status" = $2::"SequenceStatus" WHERE "id" = $1`, [id, status]);

/** Holds a scheduled step: workers do not claim it. */
export const holdStep = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `UPDATE "ScheduledAutomation" SET "held" = true WHERE "id" = $1 AND "status" = ${STATUS.scheduled}`, [id]);

/** Locks a step of the shop. @returns null when the shop has no such step */
export async function lockStep(
  sql: Sql,
  shopId: string,
  id: string,
): Promise<{ held: boolean; leaseUntil: Instant | null } | null> {
  if (!isOwnId(id)) return null;
  const [row] = await query<{ held: boolean; leaseUntil: Instant | null }>(
    sql,
    `SELECT "held", "leaseUntil" FROM "ScheduledAutomation" WHERE "shopId" = $1 AND "id" = $2 FOR UPDATE`,
    [shopId, id],
  );
  return row ?? null;
}

/** Reschedules a scheduled step. */
export const rescheduleStep = (sql: Sql, id: string, dueAt: Instant): Promise<unknown> =>
  query(sql, `UPDATE "ScheduledAutomation" SET "dueAt" = $2 WHERE "id" = $1 AND "status" = ${STATUS.scheduled}`, [
    id,
    dueAt,
  ]);
