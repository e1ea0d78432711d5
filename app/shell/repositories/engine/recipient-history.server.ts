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

/**
 * Messages to an address of the step `i`, apart from the step's own. OFFSET 0 keeps Postgres from joining all messages
 * with all steps: while its statistics are older than the messages, as in a burst, it takes that for cheap.
 */
const messagesTo = (address: "phone" | "email", condition: string): string => `(
          SELECT m."createdAt", m."shopId", m."sequenceId"
          FROM "Message" m
          WHERE m."to" = i."${address}"
            AND m."direction" = 'outbound'
            AND m."channel" = ${address === "phone" ? "'sms'" : "'email'"}
            AND m."scheduledAutomationId" IS DISTINCT FROM i."id"
            AND ${condition}
          OFFSET 0
        ) m`;

/** The version of a message's sequence determines whether the message is marketing. */
const IS_MARKETING = `
        m."shopId" = i."shopId"
        AND (
          SELECT v."definition"->>'kind' = 'marketing'
          FROM "AutomationSequence" q
          JOIN "AutomationVersion" v ON v."id" = q."versionId"
          WHERE q."id" = m."sequenceId"
        )`;

const recentMarketing = (
  sql: Sql,
  address: "phone" | "email",
  steps: readonly RecipientHistoryQuery[],
  since: Instant,
): Promise<{ id: string; at: Instant }[]> =>
  batch(
    sql,
    `
      SELECT i."id", m."createdAt" AS "at"
      FROM ${INPUT}
        CROSS JOIN LATERAL ${messagesTo(address, `m."createdAt" > $2 AND m."status" <> ${STATUS.failed}`)}
      WHERE ${IS_MARKETING}
      ORDER BY m."createdAt" DESC`,
    steps,
    [since],
  );

/**
 * Returns the times of the shop's marketing texts to each step's number since an instant, newest first; also of texts
 * under way.
 */
export const recentMarketingTexts = (sql: Sql, steps: readonly RecipientHistoryQuery[], since: Instant) =>
  recentMarketing(sql, "phone", steps, since);

/** Returns the times of the shop's marketing e-mails to each step's address since an instant, newest first. */
export const recentMarketingEmails = (sql: Sql, steps: readonly RecipientHistoryQuery[], since: Instant) =>
  recentMarketing(sql, "email", steps, since);

/** Returns the steps whose number the shop has sent a marketing text before. */
export const stepsTextedBefore = (sql: Sql, steps: readonly RecipientHistoryQuery[]): Promise<{ id: string }[]> =>
  batch(
    sql,
    `
      SELECT i."id"
      FROM ${INPUT}
      WHERE EXISTS (
        SELECT 1
        FROM ${messagesTo("phone", `m."status" IN (${STATUS.sent}, ${STATUS.delivered})`)}
        WHERE ${IS_MARKETING}
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
        CROSS JOIN LATERAL (
          SELECT q."id", q."versionId"
          FROM "AutomationSequence" q
          WHERE q."shopId" = i."shopId" AND q."subject" = i."subject"
          OFFSET 0
        ) q
        JOIN "AutomationVersion" v ON v."id" = q."versionId" AND v."definition"->>'kind' = 'marketing'
        CROSS JOIN LATERAL (
          SELECT m."createdAt"
          FROM "Message" m
          WHERE m."sequenceId" = q."id"
            AND m."direction" = 'outbound'
            AND m."channel" = 'sms'
            AND m."scheduledAutomationId" IS DISTINCT FROM i."id"
            AND m."status" <> ${STATUS.failed}
          OFFSET 0
        ) m
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
