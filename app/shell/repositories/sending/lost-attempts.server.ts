import type { LostAttempt } from "#core/sending/match-provider-messages.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A claimed lookup of a message with an unknown outcome. The postponed `nextLookAt` is the lease. */
export interface LookupClaim extends Record<string, unknown> {
  attemptId: string;
  /** E.164; no number for an e-mail or an erased customer. */
  to: string;
  /** The shop's own sender that it went out from; null for the installation's. */
  senderId: string | null;
  startedAt: Instant;
}

/** Claims due lookups until the lease ends. */
export const claimLookups = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<LookupClaim[]> =>
  query(
    sql,
    `
      WITH chosen AS (
        SELECT t."id", m."to", m."senderId"
        FROM "MessageAttempt" t
          JOIN "Message" m ON m."id" = t."messageId"
        WHERE t."nextLookAt" <= $1 AND m."status" = ${STATUS.unknown}
        ORDER BY t."nextLookAt" LIMIT $3
        FOR UPDATE OF t SKIP LOCKED
      )
      UPDATE "MessageAttempt" t
      SET "nextLookAt" = $2
      FROM chosen
      WHERE t."id" = chosen."id"
      RETURNING t."id" AS "attemptId", chosen."to", chosen."senderId", t."startedAt"`,
    [now, until, limit],
  );

/** A message with an unknown outcome, and what judging a lookup needs. */
export interface LostMessage extends Record<string, unknown> {
  attemptId: string;
  messageId: string;
  shopId: string;
  from: string | null;
  senderId: string | null;
  to: string;
  body: string;
  startedAt: Instant;
  endedAt: Instant | null;
  looks: number;
  cleanLooks: number;
  versionId: string | null;
  /** Whether an earlier attempt of the same message has an unknown outcome too. */
  lostBefore: boolean;
}

const LOST_TEXT = `
  t."id" AS "attemptId", m."id" AS "messageId", m."shopId", m."from", m."senderId", m."to", m."body", t."startedAt",
  t."endedAt", t."looks", t."cleanLooks", q."versionId",
  EXISTS (
    SELECT 1
    FROM "MessageAttempt" earlier
    WHERE earlier."messageId" = m."id" AND earlier."id" < t."id" AND earlier."outcome" = ${STATUS.unknown}
  ) AS "lostBefore"`;
const LOST_FROM = `
  "MessageAttempt" t
    JOIN "Message" m ON m."id" = t."messageId"
    LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"`;

/** Locks the claimed messages that are still unknown and whose lease is still `until`. */
export async function lockLostMessages(
  sql: Sql,
  attemptIds: readonly string[],
  until: Instant,
): Promise<LostMessage[]> {
  await query(
    sql,
    `
      SELECT 1
      FROM "Message" m
      WHERE m."id" IN (SELECT "messageId" FROM "MessageAttempt" WHERE "id" = ANY($1::uuid[]))
      ORDER BY m."id"
      FOR UPDATE`,
    [attemptIds],
  );
  // Read after the lock: a status callback may have settled the message while this transaction waited.
  return query(
    sql,
    `
      SELECT ${LOST_TEXT}
      FROM ${LOST_FROM}
      WHERE t."id" = ANY($1::uuid[]) AND t."nextLookAt" = $2 AND m."status" = ${STATUS.unknown}
      ORDER BY t."startedAt", t."id"`,
    [attemptIds, until],
  );
}

/** Finds other attempts from a sender to a number that may have sent the listed texts: unknown ones, and calls under way. */
export const competingAttempts = (
  sql: Sql,
  { to, senderId }: Pick<LostMessage, "to" | "senderId">,
  attemptIds: readonly string[],
): Promise<Pick<LostMessage, "attemptId" | "from" | "to" | "body" | "startedAt" | "endedAt">[]> =>
  query(
    sql,
    `
      SELECT t."id" AS "attemptId", m."from", m."to", m."body", t."startedAt", t."endedAt"
      FROM "Message" m
        JOIN "MessageAttempt" t ON t."messageId" = m."id"
      WHERE m."to" = $1
        AND m."direction" = 'outbound'
        AND m."senderId" IS NOT DISTINCT FROM $3::uuid
        AND m."status" IN (${STATUS.sending}, ${STATUS.unknown})
        AND t."outcome" IN (${STATUS.open}, ${STATUS.unknown})
        AND t."id" <> ALL($2::uuid[])`,
    [to, attemptIds, senderId],
  );

/** Returns the provider ids that belong to a message already. */
export async function boundProviderIds(sql: Sql, providerIds: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ providerId: string }>(
    sql,
    `SELECT "providerId" FROM "Message" WHERE "providerId" = ANY($1)`,
    [providerIds],
  );
  return new Set(rows.map(({ providerId }) => providerId));
}

/** The message that holds a provider id. */
export interface ProviderIdHolder extends Record<string, unknown> {
  attemptId: string;
  providerId: string;
  /** The last attempt of the message that holds the id. */
  holderId: string;
  /** Whether both messages have the same body and number. */
  isCopy: boolean;
}

/** Finds, for reports, a message other than the attempt's own that holds the provider id. */
export const providerIdHolders = (
  sql: Sql,
  reports: readonly Pick<ProviderIdHolder, "attemptId" | "providerId">[],
): Promise<ProviderIdHolder[]> =>
  batch(
    sql,
    `
      SELECT DISTINCT ON (i."attemptId", i."providerId") i."attemptId", i."providerId", held."id" AS "holderId",
        holder."to" = m."to" AND holder."body" = m."body" AS "isCopy"
      FROM json_to_recordset($1::json) AS i("attemptId" uuid, "providerId" text)
        JOIN "MessageAttempt" t ON t."id" = i."attemptId"
        JOIN "Message" m ON m."id" = t."messageId"
        JOIN "Message" holder ON holder."providerId" = i."providerId"
          AND holder."id" <> m."id"
          AND holder."direction" = 'outbound'
        JOIN "MessageAttempt" held ON held."messageId" = holder."id"
      ORDER BY i."attemptId", i."providerId", held."id" DESC`,
    reports,
  );

/** Counts lookups and schedules the next ones. */
export const recordLookups = (
  sql: Sql,
  rows: readonly { id: string; cleanLooks: number; nextLookAt: Instant | null }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "MessageAttempt" t
      SET "looks" = t."looks" + 1, "cleanLooks" = i."cleanLooks", "nextLookAt" = i."nextLookAt"
      FROM json_populate_recordset(NULL::"MessageAttempt", $1::json) i
      WHERE t."id" = i."id"`,
    rows,
  );

/** Ends the lookups of messages whose outcome is settled. */
export async function endLookups(sql: Sql, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0)
    await query(
      sql,
      `
        UPDATE "MessageAttempt"
        SET "nextLookAt" = NULL
        WHERE "messageId" = ANY($1::uuid[]) AND "nextLookAt" IS NOT NULL`,
      [messageIds],
    );
}

/** Returns when the next lookup of all shops is due; null when none is scheduled. */
export async function nextLookupAt(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(
    sql,
    `SELECT min("nextLookAt") AS "at" FROM "MessageAttempt" WHERE "nextLookAt" IS NOT NULL`,
  );
  return row?.at ?? null;
}

/**
 * Finds calls that started before an instant and have no recorded outcome. A text that waits for its turn in a worker
 * that renews its lease is not abandoned.
 */
export const abandonedAttempts = (
  sql: Sql,
  { before, now, limit }: { before: Instant; now: Instant; limit: number },
): Promise<{ attemptId: string }[]> =>
  query(
    sql,
    `
      SELECT t."id" AS "attemptId"
      FROM "Message" m
        JOIN "MessageAttempt" t ON t."messageId" = m."id"
      WHERE m."status" = ${STATUS.sending} AND m."updatedAt" < $1 AND t."outcome" = ${STATUS.open}
        AND NOT EXISTS (
          SELECT 1
          FROM "ScheduledAutomation" a
          WHERE a."id" = m."scheduledAutomationId" AND a."leaseUntil" >= $2
        )
      LIMIT $3`,
    [before, now, limit],
  );

/** An attempt in the shape that `matchProviderMessages` takes. @param ownSenders senders of a message without `from` */
export const toLostAttempt = (
  {
    attemptId,
    from,
    to,
    body,
    startedAt,
    endedAt,
  }: Pick<LostMessage, "attemptId" | "from" | "to" | "body" | "startedAt" | "endedAt">,
  ownSenders: readonly string[],
): LostAttempt => ({
  attemptId,
  senders: from ? [from, ...ownSenders] : ownSenders,
  to,
  body,
  startedAt,
  endedAt,
});

/** Counts a shop's messages with an unknown outcome. Only a status in the text finds the index of those in flight. */
export async function countUnknown(sql: Sql, shopId: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    sql,
    `SELECT count(*)::int AS "count" FROM "Message" WHERE "shopId" = $1 AND "status" = ${STATUS.unknown}`,
    [shopId],
  );
  return row?.count ?? 0;
}
