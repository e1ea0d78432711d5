import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { scrubbed } from "./scrub-checks.ts";
import { endSequences } from "../engine/sequences.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

const END_REASON = "customer_erased";

/** Sequences of test texts that staff rendered for customer $2 of shop $1. */
const TEST_SEQUENCES = `
  SELECT q."id", q."storeEventId"
  FROM "Automation" a
  JOIN "AutomationSequence" q ON q."automationId" = a."id"
  WHERE a."shopId" = $1 AND a."internal" AND q."facts"->'manual'->>'about' = $2::text`;

/**
 * Erases a customer from test texts: texts to the team, rendered with the customer's data. Keeps sender, time and cost,
 * and cancels those not sent yet.
 * @param erased replacement text
 */
export async function eraseTestTextsOf(sql: Sql, id: string, erased: string, at: Instant): Promise<void> {
  const [owner] = await query<{ shopId: string }>(sql, `SELECT "shopId" FROM "Customer" WHERE "id" = $1`, [id]);
  if (!owner) return;
  const sequences = await query<{ id: string; storeEventId: string | null }>(sql, TEST_SEQUENCES, [owner.shopId, id]);
  if (sequences.length === 0) return;
  const sequenceIds = [sequences.map((way) => way.id)];
  await endSequences(
    sql,
    sequences.map((way) => ({ id: way.id, status: "cancelled" as const, endReason: END_REASON, completedAt: at })),
  );
  await query(
    sql,
    `
      UPDATE "AutomationSequence"
      SET "status" = ${STATUS.cancelled}, "endReason" = $2
      WHERE "id" = ANY($1::uuid[]) AND "status" = ${STATUS.failed}`,
    [...sequenceIds, END_REASON],
  );
  await query(
    sql,
    `DELETE FROM "ShortLink" s USING "Message" m WHERE m."id" = s."messageId" AND m."sequenceId" = ANY($1::uuid[])`,
    sequenceIds,
  );
  await query(sql, `UPDATE "Message" SET "body" = $2 WHERE "sequenceId" = ANY($1::uuid[])`, [...sequenceIds, erased]);
  await query(
    sql,
    `
      UPDATE "MessageAttempt" t
      SET "checks" = ${scrubbed('t."checks"')}
      FROM "Message" m
      WHERE m."id" = t."messageId" AND m."sequenceId" = ANY($1::uuid[])`,
    sequenceIds,
  );
  await query(
    sql,
    `UPDATE "AutomationLog" SET "explanation" = ${scrubbed('"explanation"')} WHERE "sequenceId" = ANY($1::uuid[])`,
    sequenceIds,
  );
  await query(sql, `UPDATE "StoreEvent" SET "payload" = NULL WHERE "id" = ANY($1::uuid[])`, [
    sequences.flatMap(({ storeEventId }) => storeEventId ?? []),
  ]);
  await query(
    sql,
    `
      UPDATE "AutomationSequence"
      SET "facts" = "facts" #- '{manual,words}' #- '{manual,hosts}' #- '{manual,about}', "outputs" = '{}'
      WHERE "id" = ANY($1::uuid[])`,
    sequenceIds,
  );
}
