import type { Check } from "#core/activity/explanation.ts";
import type { StatusBeforeCall } from "#core/sending/guards/eligibility.ts";
import type { AttemptOutcome, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

type Channel = "sms" | "email";

export interface NewMessage {
  id: string;
  shopId: string;
  customerId: string | null;
  sequenceId: string | null;
  scheduledAutomationId: string | null;
  direction: "outbound" | "inbound";
  channel: Channel;
  /** E.164, or an e-mail's address. */
  to: string;
  from: string | null;
  /** Of an e-mail. */
  subject: string | null;
  body: string;
  segments: number;
  status: MessageStatus;
  providerStatus: string | null;
  providerId: string | null;
  credits: number;
  createdAt: Instant;
  updatedAt: Instant;
}

export const insertMessages = (sql: Sql, rows: readonly NewMessage[]): Promise<void> => insert(sql, "Message", rows);

/** Takes an inbound text once, by the provider's id. @returns whether it is new */
export async function insertInbound(sql: Sql, row: Omit<NewMessage, "channel" | "subject">): Promise<boolean> {
  await insert(sql, "Message", [{ ...row, channel: "sms", subject: null }], `ON CONFLICT ("providerId") DO NOTHING`);
  const [found] = await query<{ id: string }>(sql, `SELECT "id" FROM "Message" WHERE "providerId" = $1`, [
    row.providerId,
  ]);
  return found?.id === row.id;
}

/** The shop that texted a number last; null when none did. */
export async function lastShopTexting(sql: Sql, phone: string): Promise<string | null> {
  const [row] = await query<{ shopId: string }>(
    sql,
    `SELECT "shopId" FROM "Message" WHERE "to" = $1 AND "direction" = 'outbound' ORDER BY "createdAt" DESC LIMIT 1`,
    [phone],
  );
  return row?.shopId ?? null;
}

export const insertAttempts = (
  sql: Sql,
  rows: readonly { id: string; shopId: string; messageId: string; checks: readonly Check[]; startedAt: Instant }[],
): Promise<void> =>
  insert(
    sql,
    "MessageAttempt",
    rows.map((row) => ({ ...row, outcome: "open" })),
  );

/** A message under way, with the step that it belongs to. */
export interface OpenMessage extends Record<string, unknown> {
  attemptId: string;
  messageId: string;
  shopId: string;
  status: MessageStatus;
  errorCode: string | null;
  channel: Channel;
  to: string;
  segments: number;
  credits: number;
  providerId: string | null;
  scheduledAutomationId: string | null;
  /** When the call was committed to. */
  startedAt: Instant;
  /** What the text passed before the call. */
  checks: Check[];
}

/** Locks the messages of these attempts, in the order of their ids. */
export const lockByAttempt = (sql: Sql, attemptIds: readonly string[]): Promise<OpenMessage[]> =>
  query(
    sql,
    `
      SELECT t."id" AS "attemptId", m."id" AS "messageId", m."shopId", m."status", m."errorCode", m."channel", m."to",
        m."segments", m."credits", m."providerId", m."scheduledAutomationId",
       t."startedAt", t."checks"
     FROM "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId" WHERE t."id" = ANY($1::uuid[]) ORDER BY m."id"
       FOR UPDATE OF m`,
    [attemptIds],
  );

/**
 * Those of these attempts after which their message was called for again. Its message must be locked, so that none
 * comes meanwhile.
 */
export async function isSuperseded(sql: Sql, attemptIds: readonly string[]): Promise<Set<string>> {
  if (attemptIds.length === 0) return new Set();
  const rows = await query<{ id: string }>(
    sql,
    `SELECT t."id" FROM "MessageAttempt" t WHERE t."id" = ANY($1::uuid[])
       AND EXISTS (SELECT 1 FROM "MessageAttempt" later WHERE later."messageId" = t."messageId"
         AND later."startedAt" >= t."startedAt" AND later."id" > t."id")`,
    [attemptIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The attempts of these messages that are still open: a call that never came back. */
export const openAttempts = (
  sql: Sql,
  messageIds: readonly string[],
): Promise<{ attemptId: string; messageId: string }[]> =>
  query(
    sql,
    `
      SELECT "id" AS "attemptId", "messageId" FROM "MessageAttempt" WHERE "messageId" = ANY($1::uuid[])
        AND "outcome" = 'open'`,
    [messageIds],
  );

/** A message whose call is next. */
export interface CallStatus {
  attemptId: string;
  /** Of where it goes. */
  phoneHash: string;
  sells: boolean;
}

/**
 * How things stand for messages right before their calls, in order; null where a call is not this bearer's to make
 * any more.
 */
export async function readCallStatuses(sql: Sql, calls: readonly CallStatus[]): Promise<(StatusBeforeCall | null)[]> {
  const rows = await batch<Omit<StatusBeforeCall, "sells"> & { attemptId: string }>(
    sql,
    `
      SELECT t."id" AS "attemptId", m."channel", EXISTS (SELECT 1 FROM "Suppression" x WHERE x."shopId" = m."shopId"
        AND x."phoneHash" = i."phoneHash" AND x."liftedAt" IS NULL) AS "suppressed",
       CASE m."channel" WHEN 'sms' THEN c."smsConsent"
         ELSE c."emailConsent" END AS "consent", c."erasedAt" IS NOT NULL AS "erased",
       s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", a."status" AS "automationStatus",
         q."status" AS "sequenceStatus"
     FROM json_to_recordset($1::json) AS i("attemptId" uuid, "phoneHash" text)
       JOIN "MessageAttempt" t ON t."id" = i."attemptId" JOIN "Message" m ON m."id" = t."messageId" JOIN "Shop" s
         ON s."id" = m."shopId" JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
       JOIN "Automation" a ON a."id" = q."automationId" JOIN "Customer" c ON c."id" = q."customerId"
     WHERE t."outcome" = 'open' AND m."status" = 'sending'`,
    calls,
  );
  const found = new Map(rows.map(({ attemptId, ...standing }) => [attemptId, standing]));
  return calls.map(({ attemptId, sells }) => {
    const standing = found.get(attemptId);
    return standing ? { ...standing, sells } : null;
  });
}

/** Locks the message that a step has written, if any. */
export const lockMessageOf = (sql: Sql, scheduledAutomationId: string): Promise<unknown> =>
  query(sql, `SELECT 1 FROM "Message" WHERE "scheduledAutomationId" = $1 FOR UPDATE`, [scheduledAutomationId]);

/** How often a message was called for. */
export async function countAttempts(sql: Sql, messageId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS "count" FROM "MessageAttempt" WHERE "messageId" = $1`,
    [messageId],
  );
  return row?.count ?? 0;
}

/** Those of these attempts that are on record. */
export async function attemptsOnRecord(sql: Sql, attemptIds: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>(sql, `SELECT "id" FROM "MessageAttempt" WHERE "id" = ANY($1::uuid[])`, [
    attemptIds,
  ]);
  return new Set(rows.map(({ id }) => id));
}

export interface MessageUpdate {
  id: string;
  status: MessageStatus;
  segments: number;
  credits: number;
  providerId: string | null;
  providerStatus: string | null;
  errorCode: string | null;
  updatedAt: Instant;
}

export const updateMessages = (sql: Sql, rows: readonly MessageUpdate[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Message" m SET "status" = i."status", "segments" = i."segments", "credits" = i."credits",
        "providerId" = coalesce(i."providerId", m."providerId"),
       "providerStatus" = i."providerStatus", "errorCode" = i."errorCode", "updatedAt" = i."updatedAt"
     FROM json_populate_recordset(NULL::"Message", $1::json) i WHERE m."id" = i."id"`,
    rows,
  );

/** What came of a call. */
export interface AttemptEnd {
  id: string;
  outcome: AttemptOutcome;
  detail: string | null;
  endedAt: Instant;
  /** When the provider is to be asked about it; null where there is nothing to ask. */
  nextLookAt: Instant | null;
}

/** Records what came of calls. One whose outcome is known keeps it; one that is unknown may yet be found out. */
export const closeAttempts = (sql: Sql, rows: readonly AttemptEnd[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "MessageAttempt" t SET "outcome" = i."outcome", "detail" = i."detail", "endedAt" = i."endedAt",
        "nextLookAt" = i."nextLookAt"
     FROM json_populate_recordset(NULL::"MessageAttempt", $1::json) i
     WHERE t."id" = i."id" AND (t."outcome" = 'open' OR t."outcome" = 'unknown' AND i."outcome" <> 'unknown')`,
    rows,
  );

/** A message that is to be called for again: its earlier call is known not to have gone out. */
export const reopenMessages = (sql: Sql, rows: readonly { id: string; updatedAt: Instant }[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Message" m SET "status" = 'sending', "updatedAt" = i."updatedAt"
        FROM json_populate_recordset(NULL::"Message", $1::json) i WHERE m."id" = i."id" AND m."status" = 'pending'`,
    rows,
  );
