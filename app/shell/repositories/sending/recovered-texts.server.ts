import type { LostAttempt } from "#core/sending/match-provider-messages.ts";
import type { RecoveredText } from "#core/sending/recovered-texts.ts";
import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A text of the provider's list that the database lacks. */
interface RecoveredRow extends Record<string, unknown> {
  id: string;
  shopId: string;
  senderId: string | null;
  to: string;
  from: string | null;
  body: string;
  segments: number;
  status: MessageStatus;
  providerStatus: string;
  providerId: string;
  errorCode: string | null;
  createdAt: Instant;
}

/** Inserts texts that went out between a copy and its restore. They cost nothing again: their charges went with the rows. */
export const insertRecovered = (sql: Sql, rows: readonly RecoveredRow[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "Message" (
        "id", "shopId", "customerId", "senderId", "direction", "channel", "to", "from", "body", "segments", "status",
        "providerStatus", "providerId", "errorCode", "recovered", "credits", "createdAt", "updatedAt"
      )
      SELECT i."id", i."shopId",
        (
          SELECT c."id"
          FROM "Customer" c
          WHERE c."shopId" = i."shopId" AND c."phone" = i."to" AND c."erasedAt" IS NULL
          ORDER BY c."createdAt" DESC
          LIMIT 1
        ),
        i."senderId", 'outbound', 'sms', i."to", i."from", i."body", i."segments", i."status", i."providerStatus",
        i."providerId", i."errorCode", true, 0, i."createdAt", i."createdAt"
      FROM json_populate_recordset(NULL::"Message", $1::json) i
      ON CONFLICT ("providerId") DO NOTHING`,
    rows,
  );

/** Returns the recovered texts to each step's number, by step, newest first. */
export async function recoveredTextsTo(
  sql: Sql,
  steps: readonly { id: string; shopId: string; phone: string | null }[],
): Promise<Map<string, RecoveredText[]>> {
  const rows = await batch<RecoveredText & { id: string } & Record<string, unknown>>(
    sql,
    `
      SELECT i."id", m."body", m."createdAt" AS "sentAt", m."providerId"
      FROM json_to_recordset($1::json) AS i("id" uuid, "shopId" uuid, "phone" text)
        JOIN "Message" m ON m."to" = i."phone" AND m."shopId" = i."shopId" AND m."recovered"
      WHERE m."status" <> ${STATUS.failed}
      ORDER BY m."createdAt" DESC`,
    steps.map(({ id, shopId, phone }) => ({ id, shopId, phone })),
  );
  return Map.groupBy(rows, ({ id }) => id);
}

/** Calls of the copy without a known outcome: the provider's list may show their texts. */
export const openCalls = (
  sql: Sql,
  senderId: string | null,
): Promise<(Omit<LostAttempt, "senders"> & { from: string | null })[]> =>
  query(
    sql,
    `
      SELECT t."id" AS "attemptId", m."from", m."to", m."body", t."startedAt", t."endedAt"
      FROM "Message" m
        JOIN "MessageAttempt" t ON t."messageId" = m."id"
      WHERE m."status" IN (${STATUS.sending}, ${STATUS.unknown}) AND t."outcome" IN (${STATUS.open}, ${STATUS.unknown})
        AND m."direction" = 'outbound' AND m."channel" = 'sms' AND m."senderId" IS NOT DISTINCT FROM $1::uuid`,
    [senderId],
  );
