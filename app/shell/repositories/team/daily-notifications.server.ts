import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { notify, type NewNotification } from "./notifications.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Notifies a merchant once a day: a second call with the same key updates the text, even of a read notification. */
export async function notifyDaily(sql: Sql, notice: NewNotification): Promise<void> {
  const known = await query(
    sql,
    `UPDATE "Notification" SET "title" = $3, "body" = $4 WHERE "shopId" = $1 AND "dedupeKey" = $2 RETURNING "id"`,
    [notice.shopId, notice.dedupeKey, notice.title, notice.body],
  );
  if (known.length === 0) await notify(sql, [notice]);
}

/** Number of messages closed as `outcome_unknown` since an instant, and whether e-mails are among them. */
export async function countUnknownOutcomes(
  sql: Sql,
  shopId: string,
  since: Instant,
): Promise<{ messages: number; emails: boolean }> {
  const [row] = await query<{ messages: number; emails: boolean }>(
    sql,
    `
      SELECT count(*)::int AS "messages", coalesce(bool_or("channel" = 'email'), false) AS "emails"
      FROM "Message"
      WHERE "shopId" = $1 AND "status" = ${STATUS.failed} AND "errorCode" = 'outcome_unknown' AND "updatedAt" >= $2`,
    [shopId, since],
  );
  return row ?? { messages: 0, emails: false };
}
