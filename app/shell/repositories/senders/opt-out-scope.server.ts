import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { SHARED_SENDER } from "../consent/subscriber-columns.ts";

/**
 * Gives a shop opt-outs of its own: from now on, STOP to its senders holds for it alone. The numbers that it knows and
 * that said STOP to the shared sender stay stopped.
 */
export async function leaveSharedOptOuts(sql: Sql, shopId: string, now: Instant): Promise<void> {
  await query(
    sql,
    `
      INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
      SELECT gen_random_uuid(), $1::text, x."addressHash", x."reason", $2
      FROM "Suppression" x
      WHERE x."sender" = '${SHARED_SENDER}'
        AND x."liftedAt" IS NULL
        AND x."addressHash" IN (SELECT b."addressHash" FROM "Subscriber" b WHERE b."shopId" = $1::uuid)
      ON CONFLICT ("sender", "addressHash") DO UPDATE SET "liftedAt" = NULL`,
    [shopId, now],
  );
  await query(sql, `UPDATE "Shop" SET "optOutScope" = $1::text WHERE "id" = $1::uuid`, [shopId]);
}

/** Lets the shared sender's opt-outs hold for a shop again. What said STOP to the shop's own senders stays stopped. */
export async function joinSharedOptOuts(sql: Sql, shopId: string, now: Instant): Promise<void> {
  await query(
    sql,
    `
      UPDATE "Subscriber" b
      SET "suppressedAt" = $2, "suppressedBy" = 'keyword'
      FROM "Suppression" x
      WHERE b."shopId" = $1::uuid
        AND x."sender" = $1::text
        AND x."addressHash" = b."addressHash"
        AND x."liftedAt" IS NULL
        AND b."suppressedAt" IS NULL`,
    [shopId, now],
  );
  await query(sql, `UPDATE "Shop" SET "optOutScope" = '${SHARED_SENDER}' WHERE "id" = $1`, [shopId]);
}
