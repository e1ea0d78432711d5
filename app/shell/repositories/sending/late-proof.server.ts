import type { Check } from "#core/activity/explanation.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, type Sql } from "#shell/db/sql.server.ts";

/** A text that was given up as unknown, and turned out to have gone out. */
export interface LateProof {
  messageId: string;
  credits: number;
  /** How it came to be known. */
  check: Check;
  at: Instant;
  /**
   * The sequence that ended with this step, and would have been completed by it; null where it went on or had more to
   * do.
   */
  completes: string | null;
}

/** Puts right what was written when a text was given up: its log, its step, and the sequence that failed with it. */
export async function recordLateProof(sql: Sql, proofs: readonly LateProof[]): Promise<void> {
  await batch(
    sql,
    `
      UPDATE "AutomationLog" l SET "status" = 'sent', "reason" = NULL, "credits" = i."credits",
        "explanation" = l."explanation" || i."check"
     FROM json_to_recordset($1::json) AS i("messageId" uuid, "credits" int, "check" jsonb)
       WHERE l."messageId" = i."messageId" AND l."status" = 'failed'`,
    proofs,
  );
  await batch(
    sql,
    `UPDATE "ScheduledAutomation" a SET "status" = 'executed', "executedAt" = i."at", "error" = NULL
     FROM json_to_recordset($1::json) AS i("messageId" uuid, "at" timestamptz) JOIN "Message" m
       ON m."id" = i."messageId"
     WHERE a."id" = m."scheduledAutomationId" AND a."status" = 'failed'`,
    proofs,
  );
  await batch(
    sql,
    `
      UPDATE "AutomationSequence" q SET "status" = 'completed', "endReason" = NULL
        FROM json_to_recordset($1::json) AS i("completes" uuid) WHERE q."id" = i."completes" AND q."status" = 'failed'`,
    proofs,
  );
}
