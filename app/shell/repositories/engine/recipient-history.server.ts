import { batch, type Sql } from "#shell/db/sql.server.ts";
import type { Instant } from "#core/time/time.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A due step, with the keys of its recipient's message history. */
export interface RecipientHistoryQuery {
  /** The step's row id: its own text of an earlier attempt does not count. */
  id: string;
  shopId: string;
  /** E.164. */
  phone: string | null;
  email: string | null;
  subject: string;
}

const INPUT = `json_to_recordset($1::json) AS i("id" uuid, "shopId" uuid, "phone" text, "email" text, "subject" text)`;
// The version of a message's sequence determines whether the message is marketing.
const MARKETING = `
    JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
    JOIN "AutomationVersion" v ON v."id" = q."versionId" AND v."definition"->>'kind' = 'marketing'`;
const OTHERS = `m."direction" = 'outbound' AND m."scheduledAutomationId" IS DISTINCT FROM i."id"`;
const TEXT = `${OTHERS} AND m."channel" = 'sms'`;

/**
 * Returns the times of the shop's marketing texts to each step's number since an instant, newest first; also of texts
 * under way.
 */
export const recentMarketingTexts = (
  sql: Sql,
  steps: readonly RecipientHistoryQuery[],
  since: Instant,
): Promise<{ id: string; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."id", m."createdAt" AS "at"
      FROM ${INPUT}
        JOIN "Message" m ON m."to" = i."phone" AND m."shopId" = i."shopId" AND ${TEXT} ${MARKETING}
      WHERE m."createdAt" > $2 AND m."status" <> ${STATUS.failed}
      ORDER BY m."createdAt" DESC`,
    steps,
    [since],
  );

/** Returns the times of the shop's marketing e-mails to each step's address since an instant, newest first. */
export const recentMarketingEmails = (
  sql: Sql,
  steps: readonly RecipientHistoryQuery[],
  since: Instant,
): Promise<{ id: string; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."id", m."createdAt" AS "at"
      FROM ${INPUT}
        JOIN "Message" m ON m."to" = i."email"
          AND m."shopId" = i."shopId"
          AND m."channel" = 'email'
          AND ${OTHERS} ${MARKETING}
      WHERE m."createdAt" > $2 AND m."status" <> ${STATUS.failed}
      ORDER BY m."createdAt" DESC`,
    steps,
    [since],
  );

/** Returns the steps whose number the shop has sent a marketing text before. */
export const stepsTextedBefore = (sql: Sql, steps: readonly RecipientHistoryQuery[]): Promise<{ id: string }[]> =>
  batch(
    sql,
    `
      SELECT i."id"
      FROM ${INPUT}
      WHERE EXISTS (
        SELECT 1
        FROM "Message" m ${MARKETING}
        WHERE m."to" = i."phone" AND m."shopId" = i."shopId" AND ${TEXT} AND m."status" IN (${STATUS.sent}, ${STATUS.delivered})
      )`,
    steps,
  );

/** Returns the time of the first marketing text about each step's subject, to any recipient. */
export const firstReminderTimes = (
  sql: Sql,
  steps: readonly RecipientHistoryQuery[],
): Promise<{ id: string; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."id", min(m."createdAt") AS "at"
      FROM ${INPUT}
        JOIN "AutomationSequence" q ON q."shopId" = i."shopId" AND q."subject" = i."subject"
        JOIN "AutomationVersion" v ON v."id" = q."versionId" AND v."definition"->>'kind' = 'marketing'
        JOIN "Message" m ON m."sequenceId" = q."id" AND m."status" <> ${STATUS.failed} AND ${TEXT}
      GROUP BY i."id"`,
    steps,
  );

/** Returns the time of the last inbound message from each step's number, if any. */
export const lastInboundTimes = (
  sql: Sql,
  steps: readonly Pick<RecipientHistoryQuery, "id" | "shopId" | "phone">[],
): Promise<{ id: string; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."id", v."lastInboundAt" AS "at"
      FROM json_to_recordset($1::json) AS i("id" uuid, "shopId" uuid, "phone" text)
        JOIN "Conversation" v ON v."shopId" = i."shopId" AND v."phone" = i."phone"`,
    steps,
  );
