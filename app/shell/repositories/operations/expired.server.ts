import { Temporal, type Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** Rows per statement, so that locks stay short. */
const BATCH_SIZE = 2_000;

/** DELETE statements of rows that expire by age; `$1` is the cutoff. */
const deleteStatements = {
  /** Webhooks that Shopify will send for our changes. */
  echoes: `
    DELETE FROM "Echo"
    WHERE ctid IN (SELECT ctid FROM "Echo" WHERE "createdAt" < $1 LIMIT ${BATCH_SIZE})
    RETURNING 1`,
  /** Online sessions; the offline sessions of shops do not expire. */
  sessions: `
    DELETE FROM "Session"
    WHERE "id" IN (SELECT "id" FROM "Session" WHERE "isOnline" AND "expires" < $1 LIMIT ${BATCH_SIZE})
    RETURNING 1`,
  backgroundJobs: `
    DELETE FROM "BackgroundJob"
    WHERE "id" IN (SELECT "id" FROM "BackgroundJob" WHERE "endedAt" < $1 LIMIT ${BATCH_SIZE})
    RETURNING 1`,
  /** Codes for numbers of the team; a day's codes count against its limits. */
  numberCodes: `
    DELETE FROM "TeamNumberCode"
    WHERE "id" IN (SELECT "id" FROM "TeamNumberCode" WHERE "createdAt" < $1 LIMIT ${BATCH_SIZE})
    RETURNING 1`,
  flowTriggers: `
    DELETE FROM "FlowTrigger"
    WHERE "id" IN (SELECT "id" FROM "FlowTrigger" WHERE "createdAt" < $1 AND "dueAt" IS NULL LIMIT ${BATCH_SIZE})
    RETURNING 1`,
  notices: `
    DELETE FROM "Notification"
    WHERE "id" IN (SELECT "id" FROM "Notification" WHERE "readAt" < $1 LIMIT ${BATCH_SIZE})
    RETURNING 1`,
} as const;
export type ExpiryRule = keyof typeof deleteStatements;

/**
 * Deletes rows that expired before `before`.
 * @returns the number of rows
 */
export const removeExpired = (sql: Sql, what: ExpiryRule, before: Instant): Promise<number> =>
  deleteInBatches(() => query(sql, deleteStatements[what], [before]));

/**
 * Removes the payloads of a shop's events received before an instant. Stores the cutoff, so that each row is read once.
 * @returns the number of payloads
 */
export async function removePayloads(sql: Sql, shopId: string, before: Instant): Promise<number> {
  const key = `payloads_removed_before:${shopId}`;
  const [known] = await query<{ value: string }>(sql, `SELECT "value" FROM "Installation" WHERE "key" = $1`, [key]);
  if (known && Temporal.Instant.compare(Temporal.Instant.from(known.value), before) >= 0) return 0;
  const removed = await deleteInBatches(() =>
    query(
      sql,
      `
        UPDATE "StoreEvent"
        SET "payload" = NULL
        WHERE "id" IN (
          SELECT "id"
          FROM "StoreEvent"
          WHERE "shopId" = $1
            AND "receivedAt" < $2
            AND ($3::timestamptz IS NULL OR "receivedAt" >= $3)
            AND "status" <> ${STATUS.received}
            AND "payload" IS NOT NULL
          LIMIT ${BATCH_SIZE}
        )
        RETURNING 1`,
      [shopId, before, known?.value ?? null],
    ),
  );
  await query(
    sql,
    `
      INSERT INTO "Installation" ("key", "value")
      VALUES ($1, $2)
      ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
    [key, before.toString()],
  );
  return removed;
}

async function deleteInBatches(remove: () => Promise<unknown[]>): Promise<number> {
  for (let total = 0; ;) {
    const removed = (await remove()).length;
    total += removed;
    if (removed < BATCH_SIZE) return total;
  }
}
