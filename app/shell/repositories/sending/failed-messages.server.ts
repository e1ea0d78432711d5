import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

export interface FailedMessage extends Record<string, unknown> {
  id: string;
  shopId: string;
  customerId: string;
  body: string;
  errorCode: string | null;
  updatedAt: Instant;
  /** The sequence of the message, and its number of preceding own actions. */
  sequenceId: string | null;
  hop: number | null;
}

/** Finds the texts among these messages that are certainly undelivered: failed, but not with an unknown outcome. */
export const findFailedMessages = (sql: Sql, messageIds: readonly string[]): Promise<FailedMessage[]> =>
  query(
    sql,
    `
      SELECT m."id", m."shopId", m."customerId", m."body", m."errorCode", m."updatedAt", m."sequenceId", q."hop"
      FROM "Message" m
        LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
      WHERE m."id" = ANY($1::uuid[])
        AND m."direction" = 'outbound'
        AND m."channel" = 'sms'
        AND m."customerId" IS NOT NULL
        AND m."status" IN (${STATUS.failed}, ${STATUS.undelivered})
        AND m."errorCode" IS DISTINCT FROM 'outcome_unknown'`,
    [messageIds],
  );
