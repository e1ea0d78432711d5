import type { Check } from "#core/activity/explanation.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Proof that a text was sent whose outcome was closed as unknown. */
export interface LateProof {
  messageId: string;
  credits: number;
  /** The source of the proof. */
  check: Check;
  at: Instant;
  /**
   * The sequence that failed with this step although the step was its last; null when it continued or had more steps.
   */
  completes: string | null;
}

/** Corrects what was written when a text was given up: its log, its step, and the sequence that failed with it. */
export async function recordLateProof(sql: Sql, proofs: readonly LateProof[]): Promise<void> {
  await batch(
    sql,
    `
      UPDATE "AutomationLog" l
      SET "status" = ${STATUS.sent}, "reason" = NULL, "credits" = i."credits", "explanation" = l."explanation" || i."check"
      FROM json_to_recordset($1::json) AS i("messageId" uuid, "credits" int, "check" jsonb)
      WHERE l."messageId" = i."messageId" AND l."status" = ${STATUS.failed}`,
    proofs,
  );
  await batch(
    sql,
    `
      UPDATE "ScheduledAutomation" a
      SET "status" = ${STATUS.executed}, "executedAt" = i."at", "error" = NULL
      FROM json_to_recordset($1::json) AS i("messageId" uuid, "at" timestamptz)
        JOIN "Message" m ON m."id" = i."messageId"
      WHERE a."id" = m."scheduledAutomationId" AND a."status" = ${STATUS.failed}`,
    proofs,
  );
  await batch(
    sql,
    `
      UPDATE "AutomationSequence" q
      SET "status" = ${STATUS.completed}, "endReason" = NULL
      FROM json_to_recordset($1::json) AS i("completes" uuid)
      WHERE q."id" = i."completes" AND q."status" = ${STATUS.failed}`,
    proofs,
  );
}
