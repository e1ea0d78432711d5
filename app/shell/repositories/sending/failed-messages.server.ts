import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

export interface FailedMessage extends Record<string, unknown> {
  id: string;
  shopId: string;
  customerId: string;
  body: string;
  errorCode: string | null;
  updatedAt: Instant;
  /** Of the sequence that sent it. */
  sequenceId: string | null;
  hop: number | null;
}

/** Those of these messages that are texts to a customer and are known not to have arrived. */
export const findFailedMessages = (sql: Sql, messageIds: readonly string[]): Promise<FailedMessage[]> =>
  query(
    sql,
    `
      SELECT m."id", m."shopId", m."customerId", m."body", m."errorCode", m."updatedAt", m."sequenceId", q."hop"
        FROM "Message" m LEFT JOIN "AutomationSequence" q ON q."id" = m."sequenceId"
     WHERE m."id" = ANY($1::uuid[]) AND m."direction" = 'outbound' AND m."channel" = 'sms'
       AND m."customerId" IS NOT NULL
       AND m."status" IN ('failed', 'undelivered') AND m."errorCode" IS DISTINCT FROM 'outcome_unknown'`,
    [messageIds],
  );
