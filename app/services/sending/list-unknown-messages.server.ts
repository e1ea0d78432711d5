import type { MessageStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";

/** A text of which it cannot be told whether it went out: its call was lost, or has not come back for long. */
export interface UnknownMessage extends Record<string, unknown> {
  domain: string;
  messageId: string;
  /** E.164. */
  to: string;
  status: Extract<MessageStatus, "unknown" | "sending">;
  /** When its call was committed to. */
  since: Instant;
  /** How often the phone company was asked, and how often it then surely had none. */
  looks: number;
  cleanLooks: number;
  /** Null while its call may still come back. */
  nextLookAt: Instant | null;
  detail: string | null;
  /** The log row that tells how its customer came to get it. */
  entryId: string | null;
}

const MOST = 500;
/** A call that takes longer is stuck. */
const STUCK_AFTER = { minutes: 2 };

/** For operators: what is not known of all shops' texts, or of one's, oldest first. */
export const listUnknownMessages = (
  { db, clock }: Pick<AppContext, "db" | "clock">,
  domain?: string,
): Promise<UnknownMessage[]> =>
  query(
    db.pool,
    `
      SELECT s."domain", m."id" AS "messageId", m."to", m."status", t."startedAt" AS "since", t."looks",
        t."cleanLooks", t."nextLookAt", t."detail",
       (SELECT l."id" FROM "AutomationLog" l WHERE l."sequenceId" = m."sequenceId" AND l."action" = 'enter'
         LIMIT 1) AS "entryId"
     FROM "Message" m JOIN "Shop" s ON s."id" = m."shopId"
       JOIN LATERAL (SELECT * FROM "MessageAttempt" t WHERE t."messageId" = m."id" ORDER BY t."id" DESC LIMIT 1) t
         ON true
     WHERE (m."status" = 'unknown' OR m."status" = 'sending' AND m."updatedAt" < $1)
       AND ($2::text IS NULL OR s."domain" = $2)
     ORDER BY t."startedAt", m."id" LIMIT $3`,
    [clock.now().subtract(STUCK_AFTER), domain ?? null, MOST],
  );
