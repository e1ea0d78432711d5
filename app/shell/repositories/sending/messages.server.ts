import { manualAutomation } from "#core/automations/manual-automation.ts";
import type { Check } from "#core/activity/explanation.ts";
import type { StatusBeforeCall } from "#core/sending/guards/eligibility.ts";
import type { AttemptOutcome, MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

type Channel = "sms" | "email";

export interface NewMessage {
  id: string;
  shopId: string;
  customerId: string | null;
  sequenceId: string | null;
  scheduledAutomationId: string | null;
  direction: "outbound" | "inbound";
  channel: Channel;
  /** E.164, or an e-mail address. */
  to: string;
  from: string | null;
  /** Null for a text. */
  subject: string | null;
  body: string;
  /** Addresses of what an outbound text carries as an MMS. */
  mediaUrls: readonly string[];
  segments: number;
  status: MessageStatus;
  providerStatus: string | null;
  providerId: string | null;
  /** The shop's own sender; null for the installation's, and for an e-mail. */
  senderId: string | null;
  credits: number;
  createdAt: Instant;
  updatedAt: Instant;
}

export const insertMessages = (sql: Sql, rows: readonly NewMessage[]): Promise<void> => insert(sql, "Message", rows);

interface InboundMessage extends Omit<NewMessage, "channel" | "subject" | "mediaUrls"> {
  /** What it was read as, and the list, version and row that decided. */
  meaning: string;
  meaningRule: string;
}

/** Inserts an inbound text, once per provider id. @returns whether it is new */
export async function insertInbound(sql: Sql, row: InboundMessage): Promise<boolean> {
  await insert(
    sql,
    "Message",
    [{ ...row, channel: "sms", subject: null, mediaUrls: [] }],
    `ON CONFLICT ("providerId") DO NOTHING`,
  );
  const [found] = await query<{ id: string }>(sql, `SELECT "id" FROM "Message" WHERE "providerId" = $1`, [
    row.providerId,
  ]);
  return found?.id === row.id;
}

/**
 * Finds the shop that last texted a number from the installation's sender; null when none has. A test text counts only
 * where no other text went: a shop that tries a text out does not take over the conversation that its staff member has
 * with another shop.
 */
export async function lastShopTexting(sql: Sql, phone: string): Promise<string | null> {
  const [row] = await query<{ shopId: string }>(
    sql,
    `
      SELECT m."shopId"
      FROM "Message" m
      LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId"
      WHERE m."to" = $1 AND m."direction" = 'outbound' AND m."senderId" IS NULL
      ORDER BY a."libraryKey" IS NOT DISTINCT FROM '${manualAutomation.test.key}', m."createdAt" DESC
      LIMIT 1`,
    [phone],
  );
  return row?.shopId ?? null;
}

/** The shop that last texted each number from the installation's sender, by number. */
export async function shopsOfNumbers(sql: Sql, phones: readonly string[]): Promise<Map<string, string>> {
  const rows = await query<{ to: string; shopId: string }>(
    sql,
    `
      SELECT DISTINCT ON (m."to") m."to", m."shopId"
      FROM "Message" m
      WHERE m."to" = ANY($1) AND m."direction" = 'outbound' AND m."senderId" IS NULL
      ORDER BY m."to", m."createdAt" DESC`,
    [phones],
  );
  return new Map(rows.map(({ to, shopId }) => [to, shopId]));
}

/** Inserts open attempts, before their calls. */
export const insertAttempts = (
  sql: Sql,
  rows: readonly { id: string; shopId: string; messageId: string; checks: readonly Check[]; startedAt: Instant }[],
): Promise<void> =>
  insert(
    sql,
    "MessageAttempt",
    rows.map((row) => ({ ...row, outcome: "open" })),
  );

/** A locked message with one of its attempts. */
export interface OpenMessage extends Record<string, unknown> {
  attemptId: string;
  messageId: string;
  shopId: string;
  status: MessageStatus;
  errorCode: string | null;
  channel: Channel;
  to: string;
  /** Addresses of what it carries as an MMS. */
  mediaUrls: readonly string[];
  segments: number;
  credits: number;
  providerId: string | null;
  scheduledAutomationId: string | null;
  /** The shop's own sender; null for the installation's. */
  senderId: string | null;
  /** When the attempt was committed, before its call. */
  startedAt: Instant;
  /** The guard checks that the message passed. */
  checks: Check[];
}

/** Locks the messages of attempts, in id order. */
export const lockByAttempt = (sql: Sql, attemptIds: readonly string[]): Promise<OpenMessage[]> =>
  query(
    sql,
    `
      SELECT t."id" AS "attemptId", m."id" AS "messageId", m."shopId", m."status", m."errorCode", m."channel", m."to",
        m."mediaUrls", m."segments", m."credits", m."providerId", m."scheduledAutomationId", m."senderId", t."startedAt",
        t."checks"
      FROM "MessageAttempt" t
        JOIN "Message" m ON m."id" = t."messageId"
      WHERE t."id" = ANY($1::uuid[])
      ORDER BY m."id"
      FOR UPDATE OF m`,
    [attemptIds],
  );

/** Finds attempts whose message has a later attempt. The caller holds the messages' locks. */
export async function findSupersededAttempts(sql: Sql, attemptIds: readonly string[]): Promise<Set<string>> {
  if (attemptIds.length === 0) return new Set();
  const rows = await query<{ id: string }>(
    sql,
    `
      SELECT t."id"
      FROM "MessageAttempt" t
      WHERE t."id" = ANY($1::uuid[])
        AND EXISTS (
          SELECT 1
          FROM "MessageAttempt" later
          WHERE later."messageId" = t."messageId" AND later."startedAt" >= t."startedAt" AND later."id" > t."id"
        )`,
    [attemptIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Finds the open attempts of messages: calls without a recorded outcome. */
export const findOpenAttempts = (
  sql: Sql,
  messageIds: readonly string[],
): Promise<{ attemptId: string; messageId: string }[]> =>
  query(
    sql,
    `
      SELECT "id" AS "attemptId", "messageId"
      FROM "MessageAttempt"
      WHERE "messageId" = ANY($1::uuid[]) AND "outcome" = ${STATUS.open}`,
    [messageIds],
  );

/** A message right before its call. */
export interface PendingCall {
  attemptId: string;
  /** The keyed hash of the recipient's address. */
  addressHash: string;
  /** Whether the message is marketing. */
  sells: boolean;
  /** Whether the message describes an order that has to stand. */
  needsStandingOrder: boolean;
  /** The installation's sender, for a text that has none of its shop's own; null for an e-mail. */
  sender: string | null;
}

/** The state of a message right before its call. */
export interface CallStatus extends StatusBeforeCall {
  /** The end of its sender's last pause; null when there was none. */
  senderPausedUntil: Instant | null;
  /** The shop's own sender; null for the installation's. */
  ownSender: { id: string; accountSid: string; authToken: string; serviceSid: string } | null;
}

/**
 * Reads the status of messages right before their calls.
 * @returns one status per call, in order; null when the attempt is no longer open
 */
export async function readCallStatuses(sql: Sql, calls: readonly PendingCall[]): Promise<(CallStatus | null)[]> {
  const rows = await batch<Omit<CallStatus, "sells"> & { attemptId: string }>(
    sql,
    `
      SELECT t."id" AS "attemptId", m."channel",
        EXISTS (
          SELECT 1
          FROM "Suppression" x
          WHERE x."sender" = s."optOutScope" AND x."addressHash" = i."addressHash" AND x."liftedAt" IS NULL
        ) OR coalesce(b."suppressedAt" IS NOT NULL, false) AS "suppressed",
        coalesce(b."consent", ${STATUS.not_subscribed}) AS "consent", c."erasedAt" IS NOT NULL AS "erased",
        NOT i."needsStandingOrder" OR coalesce(o."stands", true) AS "orderStands",
        s."uninstalledAt" IS NULL AND s."epoch" = q."epoch" AS "installed", a."status" AS "automationStatus",
        q."status" AS "sequenceStatus", p."until" AS "senderPausedUntil",
        m."senderId" IS NOT NULL
          AND coalesce(e."status" IN (${STATUS.suspended}, ${STATUS.released}) OR e."authToken" IS NULL, true) AS "senderGone",
        CASE WHEN e."id" IS NOT NULL THEN jsonb_build_object(
          'id', e."id", 'accountSid', e."accountSid", 'authToken', e."authToken", 'serviceSid', e."serviceSid") END AS "ownSender"
      FROM json_to_recordset($1::json)
        AS i("attemptId" uuid, "addressHash" text, "sender" text, "needsStandingOrder" boolean)
        JOIN "MessageAttempt" t ON t."id" = i."attemptId"
        JOIN "Message" m ON m."id" = t."messageId"
        JOIN "Shop" s ON s."id" = m."shopId"
        JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
        JOIN "Automation" a ON a."id" = q."automationId"
        JOIN "Customer" c ON c."id" = q."customerId"
        LEFT JOIN "Subscriber" b ON b."shopId" = m."shopId" AND b."channel" = m."channel"
          AND b."address" = CASE m."channel" WHEN 'sms' THEN m."to" ELSE lower(m."to") END
        LEFT JOIN "StoreOrder" o ON o."shopId" = m."shopId" AND o."orderId" = q."facts"->'order'->>'id'
        LEFT JOIN "Sender" e ON e."id" = m."senderId"
        LEFT JOIN "SenderPause" p ON p."sender" = coalesce(m."senderId"::text, i."sender")
      WHERE t."outcome" = ${STATUS.open} AND m."status" = ${STATUS.sending}`,
    calls,
  );
  const found = new Map(rows.map(({ attemptId, ...status }) => [attemptId, status]));
  return calls.map(({ attemptId, sells }) => {
    const status = found.get(attemptId);
    return status ? { ...status, sells } : null;
  });
}

/** Locks a step's message, if any. */
export const lockStepMessage = (sql: Sql, scheduledAutomationId: string): Promise<unknown> =>
  query(sql, `SELECT 1 FROM "Message" WHERE "scheduledAutomationId" = $1 FOR UPDATE`, [scheduledAutomationId]);

/** Counts a message's attempts. */
export async function countAttempts(sql: Sql, messageId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS "count" FROM "MessageAttempt" WHERE "messageId" = $1`,
    [messageId],
  );
  return row?.count ?? 0;
}

/** Returns the attempts that exist, to check whether a commit succeeded. */
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
  /** The provider's own number of segments. */
  billedSegments: number | null;
  credits: number;
  providerId: string | null;
  providerStatus: string | null;
  errorCode: string | null;
  updatedAt: Instant;
}

/** Updates messages; a null `providerId` or `billedSegments` keeps the stored one. */
export const updateMessages = (sql: Sql, rows: readonly MessageUpdate[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Message" m
      SET "status" = i."status", "segments" = i."segments", "credits" = i."credits",
        "billedSegments" = coalesce(i."billedSegments", m."billedSegments"),
        "providerId" = coalesce(i."providerId", m."providerId"), "providerStatus" = i."providerStatus",
        "errorCode" = i."errorCode", "updatedAt" = i."updatedAt"
      FROM json_populate_recordset(NULL::"Message", $1::json) i
      WHERE m."id" = i."id"`,
    rows,
  );

/** Records the provider's own number of segments of messages. */
export const recordBilledSegments = (
  sql: Sql,
  rows: readonly { id: string; billedSegments: number }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Message" m
      SET "billedSegments" = i."billedSegments"
      FROM json_populate_recordset(NULL::"Message", $1::json) i
      WHERE m."id" = i."id"`,
    rows,
  );

/** The end of an attempt. */
export interface AttemptEnd {
  id: string;
  outcome: AttemptOutcome;
  detail: string | null;
  endedAt: Instant;
  /** When the first lookup is due; null for a known outcome. */
  nextLookAt: Instant | null;
}

/**
 * Closes attempts. A known outcome is final; a later outcome replaces an unknown one. The checks of an accepted attempt
 * stand in its log row from now on.
 */
export const closeAttempts = (sql: Sql, rows: readonly AttemptEnd[]): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "MessageAttempt" t
      SET "outcome" = i."outcome", "detail" = i."detail", "endedAt" = i."endedAt", "nextLookAt" = i."nextLookAt",
        "checks" = CASE i."outcome" WHEN ${STATUS.accepted} THEN '[]' ELSE t."checks" END
      FROM json_populate_recordset(NULL::"MessageAttempt", $1::json) i
      WHERE t."id" = i."id" AND (t."outcome" = ${STATUS.open} OR t."outcome" = ${STATUS.unknown}
        AND i."outcome" <> ${STATUS.unknown})`,
    rows,
  );

/** Sets messages that wait for a retry back to "sending", before their next attempt. */
export const reopenMessages = (
  sql: Sql,
  rows: readonly { id: string; senderId: string | null; from: string | null; updatedAt: Instant }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Message" m
      SET "status" = ${STATUS.sending}, "senderId" = i."senderId", "from" = i."from", "updatedAt" = i."updatedAt"
      FROM json_populate_recordset(NULL::"Message", $1::json) i
      WHERE m."id" = i."id" AND m."status" = ${STATUS.pending}`,
    rows,
  );
