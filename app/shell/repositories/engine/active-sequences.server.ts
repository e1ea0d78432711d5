import type { AutomationStatus, MessageStatus, SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { isOwnId } from "#shell/db/own-id.server.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** A running sequence, and the step that it waits at; between two steps it waits at none. */
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
  /** A worker is at it. */
  leased: boolean;
  messageStatus: MessageStatus | null;
  /** The steps that it has been through. */
  behind: string[];
}

type Scope = { automationId: string } | { sequenceId: string };
const among = (scope: Scope): [condition: string, id: string] =>
  "automationId" in scope ? [`q."automationId" = $1`, scope.automationId] : [`q."id" = $1`, scope.sequenceId];

/** Everybody inside an automation, or one alone. */
export function readActiveRows(sql: Sql, scope: Scope, now: Instant): Promise<LockedSequenceRow[]> {
  const [condition, id] = among(scope);
  return query(
    sql,
    `
      SELECT q."id" AS "sequenceId", q."customerId", q."status", q."versionId", a."id" AS "stepRowId", a."stepId",
        a."dueAt", a."priority", a."held",
       coalesce(a."leaseUntil" >= $2, false) AS "leased", m."status" AS "messageStatus",
       array(SELECT b."stepId" FROM "ScheduledAutomation" b WHERE b."sequenceId" = q."id"
         AND b."status" <> 'scheduled') AS "behind"
     FROM "AutomationSequence" q LEFT JOIN "ScheduledAutomation" a ON a."sequenceId" = q."id"
       AND a."status" = 'scheduled'
       LEFT JOIN "Message" m ON m."scheduledAutomationId" = a."id"
     WHERE ${condition} AND q."status" IN ('active', 'paused') ORDER BY q."id"`,
    [id, now],
  );
}

/**
 * Locks those inside, so that nobody moves on until the transaction is over: their steps first, as workers lock them,
 * then their sequences, for a next step cannot be written while its sequence is locked, then what was written in
 * between.
 */
export async function lockActiveRows(sql: Sql, scope: Scope, now: Instant): Promise<LockedSequenceRow[]> {
  const [condition, id] = among(scope);
  const running = `${condition} AND q."status" IN ('active', 'paused')`;
  const lockSteps = () =>
    query(
      sql,
      `
        SELECT 1 FROM "ScheduledAutomation" a JOIN "AutomationSequence" q ON q."id" = a."sequenceId" WHERE ${running}
          AND a."status" = 'scheduled' ORDER BY a."id" FOR UPDATE OF a`,
      [id],
    );
  await lockSteps();
  await query(sql, `SELECT 1 FROM "AutomationSequence" q WHERE ${running} ORDER BY q."id" FOR UPDATE`, [id]);
  await lockSteps();
  return readActiveRows(sql, scope, now);
}

/** Lets waiting steps go that a pause held. Why a pause held them is no longer of interest; any other reason is. */
export const releaseSteps = (sql: Sql, rows: readonly { id: string; dueAt: Instant }[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a SET "held" = false, "dueAt" = i."dueAt", "deferral" = CASE
        WHEN a."deferral"->>'reason' = 'automation_paused' THEN NULL ELSE a."deferral" END
     FROM json_populate_recordset(NULL::"ScheduledAutomation", $1::json) i WHERE a."id" = i."id"
       AND a."status" = 'scheduled'`,
    rows,
  );

export interface VersionMove {
  sequenceId: string;
  stepRowId: string;
  dueAt: Instant;
  priority: number;
}

/**
 * Takes sequences to another version, at the steps where they are. A worker that still holds a step from before may
 * not write it any more.
 */
export async function moveToVersion(sql: Sql, versionId: string, moves: readonly VersionMove[]): Promise<void> {
  await batch(
    sql,
    `
      UPDATE "AutomationSequence" q SET "versionId" = $2 FROM json_to_recordset($1::json) AS i("sequenceId" uuid)
        WHERE q."id" = i."sequenceId"`,
    moves,
    [versionId],
  );
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a SET "dueAt" = i."dueAt", "priority" = i."priority", "fence" = a."fence" + 1,
        "leaseUntil" = NULL
     FROM json_to_recordset($1::json) AS i("stepRowId" uuid, "dueAt" timestamptz, "priority" int)
       WHERE a."id" = i."stepRowId"`,
    moves,
  );
}

/** A sequence for a change of it, with the automation that it belongs to. */
export interface SequenceRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  automationId: string;
  status: SequenceStatus;
  automationStatus: AutomationStatus;
}

export async function findSequence(sql: Sql, shopId: string, id: string): Promise<SequenceRow | null> {
  if (!isOwnId(id)) return null;
  const [row] = await query<SequenceRow>(
    sql,
    `
      SELECT q."id", q."shopId", q."automationId", q."status", t."status" AS "automationStatus"
        FROM "AutomationSequence" q JOIN "Automation" t ON t."id" = q."automationId"
     WHERE q."shopId" = $1 AND q."id" = $2`,
    [shopId, id],
  );
  return row ?? null;
}

export const setSequenceStatus = (
  sql: Sql,
  id: string,
  status: Extract<SequenceStatus, "active" | "paused">,
): Promise<unknown> =>
  query(sql, `UPDATE "AutomationSequence" SET "status" = $2::"SequenceStatus" WHERE "id" = $1`, [id, status]);

/** Holds a waiting step. */
export const holdStep = (sql: Sql, id: string): Promise<unknown> =>
  query(sql, `UPDATE "ScheduledAutomation" SET "held" = true WHERE "id" = $1 AND "status" = 'scheduled'`, [id]);

/** Locks a step of the shop's for a change of it; null where there is none. */
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

/** Gives a waiting step another time. */
export const retimeStep = (sql: Sql, id: string, dueAt: Instant): Promise<unknown> =>
  query(sql, `UPDATE "ScheduledAutomation" SET "dueAt" = $2 WHERE "id" = $1 AND "status" = 'scheduled'`, [id, dueAt]);
