import { ownId } from "#shell/db/own-id.server.ts";
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

/** Bodies of the last texts to a number, of every shop, newest first. */
export async function recentTextsTo(sql: Sql, phone: string, limit: number): Promise<string[]> {
  const rows = await query<{ body: string }>(
    sql,
    `
      SELECT "body"
      FROM "Message"
      WHERE "to" = $1 AND "direction" = 'outbound' AND "channel" = 'sms'
      ORDER BY "createdAt" DESC LIMIT $2`,
    [phone, limit],
  );
  return rows.map(({ body }) => body);
}

/** Records the answer to a keyword at the text that it answers. */
export const recordAnswer = (
  sql: Sql,
  messageId: string,
  { answer, answeredBy }: { answer: string | null; answeredBy: "shopbell" | "twilio" },
): Promise<unknown> =>
  query(sql, `UPDATE "Message" SET "answer" = $2, "answeredBy" = $3 WHERE "id" = $1`, [messageId, answer, answeredBy]);

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
      WHERE "shopId" = $1 AND "id" = $2 AND "direction" = 'inbound' AND "from" IS NOT NULL`,
    [shopId, ownId(messageId)],
  );
  return row ?? null;
}
