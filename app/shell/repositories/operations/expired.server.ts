import { Temporal, type Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** How many rows a statement removes at most: nobody waits long for the locks it holds. */
const AT_ONCE = 2_000;

/** What goes by its age alone: a table, and which of its rows are over since an instant, which is `$1`. */
const over = {
  /** What an action of ours would be heard as. */
  echoes: `
    DELETE FROM "Echo" WHERE ctid IN (SELECT ctid FROM "Echo" WHERE "createdAt" < $1 LIMIT ${AT_ONCE}) RETURNING 1`,
  /** Of visitors: a token that is renewed without one, as those of stores are, is not among them. */
  sessions: `
    DELETE FROM "Session" WHERE "id" IN (SELECT "id" FROM "Session" WHERE "isOnline" AND "expires" < $1
      LIMIT ${AT_ONCE}) RETURNING 1`,
  backgroundJobs: `
    DELETE FROM "BackgroundJob" WHERE "id" IN (SELECT "id" FROM "BackgroundJob" WHERE "endedAt" < $1 LIMIT ${AT_ONCE}) RETURNING 1`,
  notices: `
    DELETE FROM "Notification" WHERE "id" IN (SELECT "id" FROM "Notification" WHERE "readAt" < $1 LIMIT ${AT_ONCE})
      RETURNING 1`,
} as const;
export type ExpiryRule = keyof typeof over;

/** Removes what has been over since `before`. @returns how many rows */
export const removeExpired = (sql: Sql, what: ExpiryRule, before: Instant): Promise<number> =>
  untilFew(() => query(sql, over[what], [before]));

/**
 * Removes the bodies of a shop's events that came in before an instant. How far it has come is remembered, so that
 * each row is looked at once.
 * @returns how many bodies
 */
export async function removePayloads(sql: Sql, shopId: string, before: Instant): Promise<number> {
  const key = `payloads_removed_before:${shopId}`;
  const [known] = await query<{ value: string }>(sql, `SELECT "value" FROM "Installation" WHERE "key" = $1`, [key]);
  if (known && Temporal.Instant.compare(Temporal.Instant.from(known.value), before) >= 0) return 0;
  const removed = await untilFew(() =>
    query(
      sql,
      `UPDATE "StoreEvent" SET "payload" = NULL WHERE "id" IN (
         SELECT "id" FROM "StoreEvent" WHERE "shopId" = $1 AND "receivedAt" < $2
           AND ($3::timestamptz IS NULL OR "receivedAt" >= $3) AND "status" <> 'received' AND "payload" IS NOT NULL
           LIMIT ${AT_ONCE}) RETURNING 1`,
      [shopId, before, known?.value ?? null],
    ),
  );
  await query(
    sql,
    `
      INSERT INTO "Installation" ("key", "value") VALUES ($1, $2) ON CONFLICT ("key") DO UPDATE
        SET "value" = excluded."value"`,
    [key, before.toString()],
  );
  return removed;
}

async function untilFew(remove: () => Promise<unknown[]>): Promise<number> {
  for (let total = 0; ;) {
    const removed = (await remove()).length;
    total += removed;
    if (removed < AT_ONCE) return total;
  }
}
