import type { Facts } from "#core/intake/define.ts";
import type { SequenceStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, recordset, type Sql } from "#shell/db/sql.server.ts";
import { LISTENS_SINCE } from "./read-steps.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A sequence that an event may end, extend, wake or re-enter. */
export interface SequenceMatchRow extends Record<string, unknown> {
  sequenceId: string;
  shopId: string;
  automationId: string;
  versionId: string;
  dedupeKey: string;
  subject: string;
  customerId: string;
  factsAt: Instant;
  startedAt: Instant;
  running: boolean;
  /** The scheduled step, if it has no attempt yet, and the instant from which events count for it. */
  waitingFor: string | null;
  waitingSince: Instant | null;
  /** Whether any of its steps has ended. */
  begun: boolean;
}

export interface SequenceMatchQuery {
  shopIds: readonly string[];
  subjects: readonly { shopId: string; subject: string }[];
  customerIds: readonly string[];
  keys: readonly { automationId: string; dedupeKey: string }[];
  /** The ids of automations with a re-entry interval, which need all earlier entries. */
  remembering: readonly string[];
  /** For the other automations: entries since this instant. */
  since: Instant;
}

/**
 * Finds the sequences that a batch of events may match: active and paused ones of these subjects or customers, those
 * with these dedupe keys, and recent ones of these customers.
 */
export const findMatchableSequences = (
  sql: Sql,
  { shopIds, subjects, customerIds, keys, remembering, since }: SequenceMatchQuery,
): Promise<SequenceMatchRow[]> =>
  query(
    sql,
    `
      WITH matched AS (
        SELECT q."id"
        FROM json_to_recordset($1::json) AS i("shopId" uuid, "subject" text)
          JOIN "AutomationSequence" q ON q."shopId" = i."shopId"
            AND q."subject" = i."subject"
            AND q."status" IN (${STATUS.active}, ${STATUS.paused})
        UNION
        SELECT "id"
        FROM "AutomationSequence"
        WHERE "shopId" = ANY($4::uuid[])
          AND "customerId" = ANY($2::uuid[])
          AND ("status" IN (${STATUS.active}, ${STATUS.paused}) OR "startedAt" > $6 OR "automationId" = ANY($5::uuid[]))
        UNION
        SELECT q."id"
        FROM json_to_recordset($3::json) AS k("automationId" uuid, "dedupeKey" text)
          JOIN "AutomationSequence" q ON q."automationId" = k."automationId" AND q."dedupeKey" = k."dedupeKey"
      )
      SELECT q."id" AS "sequenceId", q."shopId", q."automationId", q."versionId", q."dedupeKey", q."subject",
        q."customerId", q."factsAt", q."startedAt", q."status" IN (${STATUS.active}, ${STATUS.paused}) AS "running",
        w."stepId" AS "waitingFor", w."since" AS "waitingSince",
        EXISTS (
          SELECT 1
          FROM "ScheduledAutomation" a
          WHERE a."sequenceId" = q."id" AND a."status" <> ${STATUS.scheduled}
        ) AS "begun"
      FROM matched
        JOIN "AutomationSequence" q USING ("id")
        LEFT JOIN LATERAL (
          SELECT a."stepId", ${LISTENS_SINCE} AS "since"
          FROM "ScheduledAutomation" a
          WHERE a."sequenceId" = q."id" AND a."status" = ${STATUS.scheduled} AND a."attempts" = 0
          LIMIT 1
        ) w ON true`,
    [recordset(subjects), customerIds, recordset(keys), shopIds, remembering, since],
  );

export interface NewSequence {
  id: string;
  shopId: string;
  automationId: string;
  versionId: string;
  customerId: string;
  storeEventId: string | null;
  dedupeKey: string;
  subject: string;
  status: SequenceStatus;
  facts: Facts;
  factsAt: Instant;
  epoch: number;
  hop: number;
  causedBy: string | null;
  startedAt: Instant;
  endReason: string | null;
  completedAt: Instant | null;
  /** What earlier steps would have made for later ones. */
  outputs?: Facts;
}

/** Inserts sequences. @throws a unique violation when an automation has a sequence with the same dedupe key */
export const insertSequences = (sql: Sql, rows: readonly NewSequence[]): Promise<void> =>
  insert(sql, "AutomationSequence", rows);

export interface SequenceEnd {
  id: string;
  status: Extract<SequenceStatus, "completed" | "cancelled" | "failed">;
  endReason: string | null;
  completedAt: Instant;
}

/**
 * Ends active and paused sequences. Unless the sequence completed, cancels its scheduled step too, except one with a
 * text under way. A text that waits for a retry has reserved credits: its step becomes due now, so that the engine
 * finds the ended sequence and releases the credits.
 */
export async function endSequences(sql: Sql, ends: readonly SequenceEnd[]): Promise<void> {
  if (ends.length === 0) return;
  const cancelled = ends.filter(({ status }) => status !== "completed");
  // Steps before sequences, as the workers lock them. A worker that ends such a step now has then written the next one,
  // and the statement below finds it.
  if (cancelled.length > 0)
    await query(
      sql,
      `
        SELECT 1
        FROM "ScheduledAutomation"
        WHERE "sequenceId" = ANY($1::uuid[]) AND "status" = ${STATUS.scheduled}
        ORDER BY "id"
        FOR UPDATE`,
      [cancelled.map(({ id }) => id)],
    );
  await batch(
    sql,
    `
      UPDATE "AutomationSequence" q
      SET "status" = i."status", "endReason" = i."endReason", "completedAt" = i."completedAt"
      FROM json_populate_recordset(NULL::"AutomationSequence", $1::json) i
      WHERE q."id" = i."id" AND q."status" IN (${STATUS.active}, ${STATUS.paused})`,
    ends,
  );
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "status" = ${STATUS.cancelled}, "cancelledAt" = i."completedAt", "leaseUntil" = NULL, "held" = false
      FROM json_populate_recordset(NULL::"AutomationSequence", $1::json) i
      WHERE a."sequenceId" = i."id"
        AND a."status" = ${STATUS.scheduled}
        AND NOT EXISTS (
          SELECT 1
          FROM "Message" m
          WHERE m."scheduledAutomationId" = a."id" AND m."status" IN (${STATUS.pending}, ${STATUS.sending}, ${STATUS.unknown})
        )`,
    cancelled,
  );
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "held" = false, "deferral" = NULL, "dueAt" = least(a."dueAt", i."completedAt")
      FROM json_populate_recordset(NULL::"AutomationSequence", $1::json) i
      WHERE a."sequenceId" = i."id"
        AND a."status" = ${STATUS.scheduled}
        AND EXISTS (SELECT 1 FROM "Message" m WHERE m."scheduledAutomationId" = a."id" AND m."status" = ${STATUS.pending})`,
    cancelled,
  );
}

/** Updates the facts of sequences, and the due time of a scheduled step without an attempt. */
export async function extendSequences(
  sql: Sql,
  rows: readonly {
    sequenceId: string;
    stepId: string;
    dueAt: Instant;
    subject: string;
    facts: Facts;
    factsAt: Instant;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  await batch(
    sql,
    `
      WITH input AS (
        SELECT *
        FROM json_to_recordset($1::json) AS i(
          "sequenceId" uuid, "stepId" text, "dueAt" timestamptz, "subject" text, "facts" jsonb, "factsAt" timestamptz
        )
      ),
      facts AS (
        UPDATE "AutomationSequence" q
        SET "subject" = i."subject", "facts" = i."facts", "factsAt" = i."factsAt"
        FROM input i
        WHERE q."id" = i."sequenceId"
      )
      UPDATE "ScheduledAutomation" a
      SET "dueAt" = i."dueAt", "deferral" = NULL
      FROM input i
      WHERE a."sequenceId" = i."sequenceId"
        AND a."stepId" = i."stepId"
        AND a."status" = ${STATUS.scheduled}
        AND a."attempts" = 0`,
    rows,
  );
}

/** Marks a step that the sequence skips when it reaches it. */
export const skipSequenceStep = (sql: Sql, sequenceId: string, stepId: string): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "AutomationSequence"
      SET "skippedSteps" = array_append("skippedSteps", $2)
      WHERE "id" = $1 AND NOT $2 = ANY("skippedSteps")`,
    [sequenceId, stepId],
  );

/** Merges step outputs into the outputs of their sequences. */
export const saveOutputs = (sql: Sql, rows: readonly { id: string; outputs: Facts }[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "AutomationSequence" q
      SET "outputs" = q."outputs" || i."outputs"
      FROM json_populate_recordset(NULL::"AutomationSequence", $1::json) i
      WHERE q."id" = i."id"`,
    rows,
  );

/** Makes scheduled steps without an attempt due now. @returns the steps that were not due before */
export async function wakeSteps(
  sql: Sql,
  rows: readonly { sequenceId: string; stepId: string }[],
  now: Instant,
): Promise<{ id: string; dueAt: Instant; priority: number }[]> {
  return batch<{ id: string; dueAt: Instant; priority: number }>(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "dueAt" = $2
      FROM json_to_recordset($1::json) AS i("sequenceId" uuid, "stepId" text)
      WHERE a."sequenceId" = i."sequenceId"
        AND a."stepId" = i."stepId"
        AND a."status" = ${STATUS.scheduled}
        AND a."attempts" = 0
        AND a."dueAt" > $2
      RETURNING a."id", a."dueAt", a."priority"`,
    rows,
    [now],
  );
}

/** Cancels a customer's active and paused sequences. */
export async function cancelActiveSequencesOf(
  sql: Sql,
  customerId: string,
  endReason: string,
  completedAt: Instant,
): Promise<void> {
  const running = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "AutomationSequence" WHERE "customerId" = $1 AND "status" IN (${STATUS.active}, ${STATUS.paused})`,
    [customerId],
  );
  await endSequences(
    sql,
    running.map(({ id }) => ({ id, status: "cancelled" as const, endReason, completedAt })),
  );
}

/** Finds a sequence by its automation and dedupe key. @returns its id; null when none has entered */
export async function findSequenceId(sql: Sql, automationId: string, dedupeKey: string): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    sql,
    `SELECT "id" FROM "AutomationSequence" WHERE "automationId" = $1 AND "dedupeKey" = $2`,
    [automationId, dedupeKey],
  );
  return row?.id ?? null;
}
