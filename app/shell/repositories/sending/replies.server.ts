import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A text that asked a number to confirm its opt-in. */
export interface OptInQuestion extends Record<string, unknown> {
  messageId: string;
  shopId: string;
  versionId: string;
  body: string;
}

/** Finds the last opt-in question of these shops to a number; null without one. */
export async function findOptInQuestion(
  sql: Sql,
  shopIds: readonly string[],
  phone: string,
): Promise<OptInQuestion | null> {
  const [row] = await query<OptInQuestion>(
    sql,
    `
      SELECT m."id" AS "messageId", m."shopId", q."versionId", m."body"
      FROM "Message" m
        JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
        JOIN "AutomationVersion" v ON v."id" = q."versionId" AND v."definition"->>'kind' = 'opt_in'
      WHERE m."to" = $2
        AND m."shopId" = ANY($1::uuid[])
        AND m."direction" = 'outbound'
        AND m."channel" = 'sms'
        AND m."status" NOT IN (${STATUS.pending}, ${STATUS.failed})
      ORDER BY m."createdAt" DESC LIMIT 1`,
    [shopIds, phone],
  );
  return row ?? null;
}

/** Finds an inbound message of a shop by id; null without one. */
export async function findReply(
  sql: Sql,
  shopId: string,
  messageId: string,
): Promise<{ id: string; from: string; body: string } | null> {
  const [row] = await query<{ id: string; from: string; body: string }>(
    sql,
    `
      SELECT "id", "from", "body"
      FROM "Message"
      WHERE "shopId" = $1 AND "id"::text = $2 AND "direction" = 'inbound' AND "from" IS NOT NULL`,
    [shopId, messageId],
  );
  return row ?? null;
}
