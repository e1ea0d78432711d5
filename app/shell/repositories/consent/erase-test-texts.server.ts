import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { scrubbed } from "./scrub-checks.ts";
import { endSequences } from "../engine/sequences.server.ts";

const FORGOTTEN = "customer_erased";

/** The ways of texts that the team has tried out on its own number in the words of one customer, $2, of the shop $1. */
const THEIRS = `
  SELECT q."id", q."storeEventId" FROM "Automation" a JOIN "AutomationSequence" q ON q."automationId" = a."id"
    WHERE a."shopId" = $1 AND a."internal" AND q."facts"->'manual'->>'about' = $2::text`;

/**
 * Takes what names a person out of texts that went to somebody else: those that the team tried out as this person
 * would have read them. Who tried them, when, and what they cost stays. None that has not gone out goes out any more.
 * @param erased stands where words stood
 */
export async function eraseTestTextsOf(sql: Sql, id: string, erased: string, at: Instant): Promise<void> {
  const [owner] = await query<{ shopId: string }>(sql, `SELECT "shopId" FROM "Customer" WHERE "id" = $1`, [id]);
  if (!owner) return;
  const ways = await query<{ id: string; storeEventId: string | null }>(sql, THEIRS, [owner.shopId, id]);
  if (ways.length === 0) return;
  const theirs = [ways.map((way) => way.id)];
  await endSequences(
    sql,
    ways.map((way) => ({ id: way.id, status: "cancelled" as const, endReason: FORGOTTEN, completedAt: at })),
  );
  await query(
    sql,
    `
      UPDATE "AutomationSequence" SET "status" = 'cancelled', "endReason" = $2 WHERE "id" = ANY($1::uuid[])
        AND "status" = 'failed'`,
    [...theirs, FORGOTTEN],
  );
  await query(
    sql,
    `DELETE FROM "ShortLink" s USING "Message" m WHERE m."id" = s."messageId" AND m."sequenceId" = ANY($1::uuid[])`,
    theirs,
  );
  await query(sql, `UPDATE "Message" SET "body" = $2 WHERE "sequenceId" = ANY($1::uuid[])`, [...theirs, erased]);
  await query(
    sql,
    `
      UPDATE "MessageAttempt" t SET "checks" = ${scrubbed('t."checks"')} FROM "Message" m WHERE m."id" = t."messageId"
        AND m."sequenceId" = ANY($1::uuid[])`,
    theirs,
  );
  await query(
    sql,
    `UPDATE "AutomationLog" SET "explanation" = ${scrubbed('"explanation"')} WHERE "sequenceId" = ANY($1::uuid[])`,
    theirs,
  );
  await query(sql, `UPDATE "StoreEvent" SET "payload" = NULL WHERE "id" = ANY($1::uuid[])`, [
    ways.flatMap(({ storeEventId }) => storeEventId ?? []),
  ]);
  await query(
    sql,
    `
      UPDATE "AutomationSequence" SET "facts" = "facts" #- '{manual,words}' #- '{manual,hosts}' #- '{manual,about}',
        "outputs" = '{}' WHERE "id" = ANY($1::uuid[])`,
    theirs,
  );
}
