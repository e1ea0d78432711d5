import type { LostAttempt } from "#core/sending/match-provider-messages.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** A message that is to be looked up, claimed for as long as its next look is put off. */
export interface LookupClaim extends Record<string, unknown> {
  attemptId: string;
  /** E.164; of an e-mail, or a customer who was erased, no number. */
  to: string;
  startedAt: Instant;
}

/** Claims messages whose look is due: what the bearer does not record by `until` is looked up by another. */
export const claimLookups = (
  sql: Sql,
  { now, until, limit }: { now: Instant; until: Instant; limit: number },
): Promise<LookupClaim[]> =>
  query(
    sql,
    `WITH chosen AS (
       SELECT t."id", m."to" FROM "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId"
       WHERE t."nextLookAt" <= $1 AND m."status" = 'unknown' ORDER BY t."nextLookAt" LIMIT $3 FOR
         UPDATE OF t SKIP LOCKED)
     UPDATE "MessageAttempt" t SET "nextLookAt" = $2 FROM chosen WHERE t."id" = chosen."id"
       RETURNING t."id" AS "attemptId", chosen."to", t."startedAt"`,
    [now, until, limit],
  );

/** A text whose outcome is unknown, with what weighing a look needs. */
export interface LostMessage extends Record<string, unknown> {
  attemptId: string;
  messageId: string;
  shopId: string;
  from: string | null;
  to: string;
  body: string;
  startedAt: Instant;
  endedAt: Instant | null;
  looks: number;
  cleanLooks: number;
  versionId: string | null;
  /** Whether an earlier call for the same message was lost, too. */
  lostBefore: boolean;
}

const LOST_TEXT = `
  t."id" AS "attemptId", m."id" AS "messageId", m."shopId", m."from", m."to", m."body", t."startedAt", t."endedAt",
    t."looks", t."cleanLooks", q."versionId",
  EXISTS (SELECT 1 FROM "MessageAttempt" earlier WHERE earlier."messageId" = m."id" AND earlier."id" < t."id"
    AND earlier."outcome" = 'unknown') AS "lostBefore"`;
const LOST_FROM = `
  "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId" LEFT JOIN "AutomationSequence" q
    ON q."id" = m."sequenceId"`;

/** Locks the claimed texts that are still unknown, and still this bearer's to record. */
export async function lockLostMessages(
  sql: Sql,
  attemptIds: readonly string[],
  until: Instant,
): Promise<LostMessage[]> {
  await query(
    sql,
    `
      SELECT 1 FROM "Message" m WHERE m."id" IN (SELECT "messageId" FROM "MessageAttempt"
        WHERE "id" = ANY($1::uuid[])) ORDER BY m."id" FOR UPDATE`,
    [attemptIds],
  );
  // Read anew: a report may have told while the lock was waited for.
  return query(
    sql,
    `
      SELECT ${LOST_TEXT} FROM ${LOST_FROM} WHERE t."id" = ANY($1::uuid[]) AND t."nextLookAt" = $2
        AND m."status" = 'unknown' ORDER BY t."startedAt", t."id"`,
    [attemptIds, until],
  );
}

/** Other calls to a number that may have a claim on the same texts: lost as well, or still under way. */
export const competingAttempts = (
  sql: Sql,
  to: string,
  attemptIds: readonly string[],
): Promise<Pick<LostMessage, "attemptId" | "from" | "to" | "body" | "startedAt" | "endedAt">[]> =>
  query(
    sql,
    `
      SELECT t."id" AS "attemptId", m."from", m."to", m."body", t."startedAt", t."endedAt" FROM "Message" m
        JOIN "MessageAttempt" t ON t."messageId" = m."id"
     WHERE m."to" = $1 AND m."direction" = 'outbound' AND m."status" IN ('sending', 'unknown')
       AND t."outcome" IN ('open', 'unknown') AND t."id" <> ALL($2::uuid[])`,
    [to, attemptIds],
  );

/** Those of the provider's ids that a message of ours bears. */
export async function boundProviderIds(sql: Sql, providerIds: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ providerId: string }>(
    sql,
    `SELECT "providerId" FROM "Message" WHERE "providerId" = ANY($1)`,
    [providerIds],
  );
  return new Set(rows.map(({ providerId }) => providerId));
}

/** Which message a text of the provider's was given to. */
export interface ProviderIdHolder extends Record<string, unknown> {
  attemptId: string;
  providerId: string;
  /** The attempt whose message bears the id. */
  holderId: string;
  /** Whether the two messages are copies: the same words to the same number. */
  isCopy: boolean;
}

/** For reports on texts that a message other than their attempt's bears: which one. */
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
       JOIN "MessageAttempt" t ON t."id" = i."attemptId" JOIN "Message" m ON m."id" = t."messageId"
       JOIN "Message" holder ON holder."providerId" = i."providerId" AND holder."id" <> m."id"
         AND holder."direction" = 'outbound'
       JOIN "MessageAttempt" held ON held."messageId" = holder."id"
     ORDER BY i."attemptId", i."providerId", held."id" DESC`,
    reports,
  );

/** Records a look, and when the next one is. */
export const recordLookups = (
  sql: Sql,
  rows: readonly { id: string; cleanLooks: number; nextLookAt: Instant | null }[],
): Promise<unknown> =>
  batch(
    sql,
    `UPDATE "MessageAttempt" t SET "looks" = t."looks" + 1, "cleanLooks" = i."cleanLooks", "nextLookAt" = i."nextLookAt"
     FROM json_populate_recordset(NULL::"MessageAttempt", $1::json) i WHERE t."id" = i."id"`,
    rows,
  );

/** Nothing is left to be found out about these messages. */
export async function endLookups(sql: Sql, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0)
    await query(
      sql,
      `UPDATE "MessageAttempt" SET "nextLookAt" = NULL WHERE "messageId" = ANY($1::uuid[]) AND "nextLookAt" IS NOT NULL`,
      [messageIds],
    );
}

/** When the next look is due, of all shops; null when nothing is looked for. */
export async function nextLookupAt(sql: Sql): Promise<Instant | null> {
  const [row] = await query<{ at: Instant | null }>(
    sql,
    `SELECT min("nextLookAt") AS "at" FROM "MessageAttempt" WHERE "nextLookAt" IS NOT NULL`,
  );
  return row?.at ?? null;
}

/** Calls that began before an instant and whose answer was never recorded. */
export const abandonedAttempts = (sql: Sql, before: Instant, limit: number): Promise<{ attemptId: string }[]> =>
  query(
    sql,
    `SELECT t."id" AS "attemptId" FROM "Message" m JOIN "MessageAttempt" t ON t."messageId" = m."id"
     WHERE m."status" = 'sending' AND m."updatedAt" < $1 AND t."outcome" = 'open' LIMIT $2`,
    [before, limit],
  );

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
