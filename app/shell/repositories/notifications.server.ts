import type { Instant } from "#core/time.ts";
import { batch, insert, type Sql } from "#shell/db/sql.server.ts";

export interface NewNotification {
  id: string;
  shopId: string;
  kind: string;
  title: string;
  body: string;
  /** While one with this key is unread, no second is made. */
  dedupeKey: string;
  createdAt: Instant;
}

export const notify = (sql: Sql, rows: readonly NewNotification[]): Promise<void> => insert(sql, "Notification", rows, "ON CONFLICT DO NOTHING");

/** What is told once until it is over: while any notification bears its key, read or not, no second is made. The shops must be locked. */
export const notifyOnce = (sql: Sql, rows: readonly NewNotification[]): Promise<unknown> =>
  batch(
    sql,
    `INSERT INTO "Notification" ("id", "shopId", "kind", "title", "body", "dedupeKey", "createdAt")
     SELECT i."id", i."shopId", i."kind", i."title", i."body", i."dedupeKey", i."createdAt" FROM json_populate_recordset(NULL::"Notification", $1::json) i
     WHERE NOT EXISTS (SELECT 1 FROM "Notification" n WHERE n."shopId" = i."shopId" AND n."dedupeKey" = i."dedupeKey")
     ON CONFLICT DO NOTHING`,
    rows,
  );

/** What was told is over: it counts as read, and gives its key back. */
export const retireNotifications = (sql: Sql, keys: readonly { shopId: string; dedupeKey: string; readAt: Instant }[]): Promise<unknown> =>
  batch(
    sql,
    `UPDATE "Notification" n SET "readAt" = coalesce(n."readAt", i."readAt"), "dedupeKey" = NULL
     FROM json_populate_recordset(NULL::"Notification", $1::json) i WHERE n."shopId" = i."shopId" AND n."dedupeKey" = i."dedupeKey"`,
    keys,
  );
