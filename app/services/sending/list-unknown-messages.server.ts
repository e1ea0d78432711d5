import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A message with an unknown outcome, or whose call has been running for too long. */
export interface UnknownMessage extends Record<string, unknown> {
  domain: string;
  messageId: string;
  /** E.164. */
  to: string;
  status: Extract<MessageStatus, "unknown" | "sending">;
  /** When the call started. */
  since: Instant;
  /** The number of lookups at the provider. */
  looks: number;
  /** The number of lookups that certainly found no such text. */
  cleanLooks: number;
  /** Null while the call may still return. */
  nextLookAt: Instant | null;
  detail: string | null;
  /** The log row of the customer's entry into the automation. */
  entryId: string | null;
}

const MAX_MESSAGES = 500;
/** A call that runs longer counts as stuck. */
const STUCK_AFTER = { minutes: 2 };

/**
 * Lists, for operators, the messages with an unknown outcome, oldest first.
 * @param domain of one shop; all when absent
 */
export const listUnknownMessages = (
  { db, clock }: Pick<AppContext, "db" | "clock">,
  domain?: string,
): Promise<UnknownMessage[]> =>
  query(
    db.pool,
    `
      SELECT s."domain", m."id" AS "messageId", m."to", m."status", t."startedAt" AS "since", t."looks", t."cleanLooks",
        t."nextLookAt", t."detail",
        (
          SELECT l."id"
          FROM "AutomationLog" l
          WHERE l."sequenceId" = m."sequenceId" AND l."action" = 'enter'
          LIMIT 1
        ) AS "entryId"
      FROM "Message" m
        JOIN "Shop" s ON s."id" = m."shopId"
        JOIN LATERAL (
          SELECT *
          FROM "MessageAttempt" t
          WHERE t."messageId" = m."id"
          ORDER BY t."id" DESC LIMIT 1
        ) t ON true
      WHERE (m."status" = ${STATUS.unknown} OR m."status" = ${STATUS.sending} AND m."updatedAt" < $1)
        AND ($2::text IS NULL OR s."domain" = $2)
      ORDER BY t."startedAt", m."id" LIMIT $3`,
    [clock.now().subtract(STUCK_AFTER), domain ?? null, MAX_MESSAGES],
  );
