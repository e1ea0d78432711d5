import { Temporal, type Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";
import { ERASED } from "../consent/erased.ts";
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
  /** Lists that were never imported, with their files. */
  contactLists: `
    DELETE FROM "ContactImport"
    WHERE "id" IN (
      SELECT "id"
      FROM "ContactImport"
      WHERE "createdAt" < $1 AND "status" IN (${STATUS.uploading}, ${STATUS.uploaded}, ${STATUS.reading},
        ${STATUS.checking}, ${STATUS.checked})
      LIMIT 10
    )
    RETURNING 1`,
  /** Rows of imported lists: what was done with them stays as counts. */
  contactRows: `
    DELETE FROM "ContactImportRow"
    WHERE ctid IN (
      SELECT r.ctid
      FROM "ContactImportRow" r
      JOIN "ContactImport" i ON i."id" = r."importId"
      WHERE coalesce(i."importedAt", i."undoneAt") < $1 AND i."status" IN (${STATUS.imported}, ${STATUS.undone})
      LIMIT ${BATCH_SIZE}
    )
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
 * Removes the words of a shop's texts and replies created before an instant, with their files; that they went out, when
 * and at what price stays.
 * @returns the number of texts
 */
export const removeWords = (sql: Sql, shopId: string, before: Instant): Promise<number> =>
  deleteInBatches(() =>
    query(
      sql,
      `
        WITH old AS (
          SELECT "id"
          FROM "Message"
          WHERE "shopId" = $1 AND "createdAt" < $2 AND "body" <> $3
          LIMIT ${BATCH_SIZE}
        ), media AS (
          DELETE FROM "MessageMedia" f USING old WHERE f."messageId" = old."id"
        )
        UPDATE "Message" m
        SET "body" = $3, "subject" = CASE WHEN m."subject" IS NULL THEN NULL ELSE $3 END,
          "answer" = CASE WHEN m."answer" IS NULL THEN NULL ELSE $3 END
        FROM old
        WHERE m."id" = old."id"
        RETURNING 1`,
      [shopId, before, ERASED],
    ),
  );

/** Removes a shop's clicks before an instant; their sums stay with their links. @returns the number of clicks */
export const removeClicks = (sql: Sql, shopId: string, before: Instant): Promise<number> =>
  deleteInBatches(() =>
    query(
      sql,
      `
        DELETE FROM "LinkClick"
        WHERE "id" IN (SELECT "id" FROM "LinkClick" WHERE "shopId" = $1 AND "at" < $2 LIMIT ${BATCH_SIZE})
        RETURNING 1`,
      [shopId, before],
    ),
  );

/** Removes a shop's records of who has looked at personal data before an instant. */
export const removeAccesses = (sql: Sql, shopId: string, before: Instant): Promise<number> =>
  deleteInBatches(() =>
    query(
      sql,
      `
        DELETE FROM "PersonalDataAccess"
        WHERE "id" IN (
          SELECT "id" FROM "PersonalDataAccess" WHERE "shopId" = $1 AND "at" < $2 LIMIT ${BATCH_SIZE}
        )
        RETURNING 1`,
      [shopId, before],
    ),
  );

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

/** Deletes a shop's imported history that began before an instant. @returns the number of objects */
export const removeHistory = (sql: Sql, shopId: string, before: Instant): Promise<number> =>
  deleteInBatches(() =>
    query(
      sql,
      `
        DELETE FROM "StoreHistory"
        WHERE ctid IN (SELECT ctid FROM "StoreHistory" WHERE "shopId" = $1 AND "at" < $2 LIMIT ${BATCH_SIZE})
        RETURNING 1`,
      [shopId, before],
    ),
  );

async function deleteInBatches(remove: () => Promise<unknown[]>): Promise<number> {
  for (let total = 0; ;) {
    const removed = (await remove()).length;
    total += removed;
    if (removed < BATCH_SIZE) return total;
  }
}
