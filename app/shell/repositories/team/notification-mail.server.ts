import type { Instant } from "#core/time/time.ts";
import { query, type Sql } from "#shell/db/sql.server.ts";

/** Alerts of one shop to mail. */
export interface MailBatch {
  shopId: string;
  /** Oldest first. */
  notices: { id: string; kind: string; title: string; body: string; createdAt: Instant; mailTries: number }[];
}

/**
 * Claims the alerts of the shop that has waited longest, and marks them as mailed before sending, so that a crash
 * cannot mail them twice. Drops alerts that were read meanwhile, and those of uninstalled shops.
 */
export async function claimMail(sql: Sql, now: Instant, limit: number): Promise<MailBatch | null> {
  await query(
    sql,
    `
      UPDATE "Notification" n
      SET "mailDueAt" = NULL
      FROM "Shop" s
      WHERE n."mailDueAt" <= $1 AND s."id" = n."shopId" AND (n."readAt" IS NOT NULL OR s."uninstalledAt" IS NOT NULL)`,
    [now],
  );
  const notices = await query<MailBatch["notices"][number] & { shopId: string } & Record<string, unknown>>(
    sql,
    `
      UPDATE "Notification" n
      SET "mailDueAt" = NULL, "mailedAt" = $1, "mailTries" = n."mailTries" + 1
      FROM (
        SELECT "id"
        FROM "Notification"
        WHERE "mailDueAt" <= $1
          AND "shopId" = (
            SELECT "shopId"
            FROM "Notification"
            WHERE "mailDueAt" <= $1
            ORDER BY "mailDueAt", "id" LIMIT 1
          )
        ORDER BY "createdAt", "id" LIMIT $2 FOR UPDATE SKIP LOCKED
      ) w
      WHERE n."id" = w."id" AND n."mailDueAt" IS NOT NULL
      RETURNING n."id", n."shopId", n."kind", n."title", n."body", n."createdAt", n."mailTries"`,
    [now, limit],
  );
  const [first] = notices;
  return first
    ? {
        shopId: first.shopId,
        notices: notices.toSorted(
          (a, b) => a.createdAt.epochMilliseconds - b.createdAt.epochMilliseconds || (a.id < b.id ? -1 : 1),
        ),
      }
    : null;
}

/**
 * Schedules a retry of alerts that were not mailed.
 * @param dueAt null to give up
 */
export const postponeMail = (sql: Sql, ids: readonly string[], dueAt: Instant | null): Promise<unknown> =>
  query(sql, `UPDATE "Notification" SET "mailDueAt" = $2, "mailedAt" = NULL WHERE "id" = ANY($1::uuid[])`, [
    ids,
    dueAt,
  ]);
