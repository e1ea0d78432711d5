import type { RowBeyond } from "#core/paging.ts";
import { isMailed, type NotificationKind } from "#core/team/notification-kinds.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";

export interface NewNotification {
  id: string;
  shopId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  /** Idempotency key: while a notification with it is unread, no second is inserted. */
  dedupeKey: string;
  createdAt: Instant;
}

/** Alerts are also mailed. */
const withMail = (rows: readonly NewNotification[]) =>
  rows.map((row) => ({ ...row, mailDueAt: isMailed(row.kind) ? row.createdAt : null }));

export const notify = (sql: Sql, rows: readonly NewNotification[]): Promise<void> =>
  insert(sql, "Notification", withMail(rows), "ON CONFLICT DO NOTHING");

/**
 * Inserts notifications whose key no notification has, read or not; `retireNotifications` frees the key. Requires
 * locked shops.
 */
export const notifyOnce = (sql: Sql, rows: readonly NewNotification[]): Promise<unknown> =>
  batch(
    sql,
    `
      INSERT INTO "Notification" ("id", "shopId", "kind", "title", "body", "dedupeKey", "mailDueAt", "createdAt")
      SELECT i."id", i."shopId", i."kind", i."title", i."body", i."dedupeKey", i."mailDueAt", i."createdAt"
      FROM json_populate_recordset(NULL::"Notification", $1::json) i
      WHERE NOT EXISTS (
        SELECT 1
        FROM "Notification" n
        WHERE n."shopId" = i."shopId" AND n."dedupeKey" = i."dedupeKey"
      )
      ON CONFLICT DO NOTHING`,
    withMail(rows),
  );

/** Marks notifications as read and frees their keys. */
export const retireNotifications = (
  sql: Sql,
  keys: readonly { shopId: string; dedupeKey: string; readAt: Instant }[],
): Promise<unknown> =>
  batch(
    sql,
    `
      UPDATE "Notification" n
      SET "readAt" = coalesce(n."readAt", i."readAt"), "dedupeKey" = NULL
      FROM json_populate_recordset(NULL::"Notification", $1::json) i
      WHERE n."shopId" = i."shopId" AND n."dedupeKey" = i."dedupeKey"`,
    keys,
  );

export interface NotificationRow extends Record<string, unknown> {
  id: string;
  kind: string;
  title: string;
  body: string;
  readAt: Instant | null;
  createdAt: Instant;
  /** Log row of the step that created it. */
  logId: string | null;
  /** The automation that it is about. */
  automationId: string | null;
}

export interface NotificationQuery {
  shopId: string;
  limit: number;
  /** Keyset cursor. */
  beyond: RowBeyond | null;
}

/** One page of a shop's notifications, newest first. */
export function listNotifications(sql: Sql, { shopId, limit, beyond }: NotificationQuery): Promise<NotificationRow[]> {
  const direction = beyond?.towards === "newer" ? "ASC" : "DESC";
  const from = beyond
    ? `AND (n."createdAt", n."id") ${beyond.towards === "newer" ? ">" : "<"} ($3::timestamptz, $4::uuid)`
    : "";
  return query(
    sql,
    `
      SELECT n."id", n."kind", n."title", n."body", n."readAt", n."createdAt",
        (
          SELECT l."id"
          FROM "AutomationLog" l
          WHERE n."kind" = 'automation'
            AND l."scheduledAutomationId" = nullif(substring(n."dedupeKey" FROM '^step:([0-9a-f-]{36})$'), '')::uuid
        ) AS "logId",
        substring(n."dedupeKey" FROM '^(?:steps_failing|loop_stopped):([0-9a-f-]{36}):') AS "automationId"
      FROM "Notification" n
      WHERE n."shopId" = $1 ${from}
      ORDER BY n."createdAt" ${direction}, n."id" ${direction} LIMIT $2`,
    [shopId, limit, ...(beyond ? [beyond.at, beyond.id] : [])],
  );
}

export async function countUnread(sql: Sql, shopId: string): Promise<number> {
  const [row] = await query<{ unread: number }>(
    sql,
    `SELECT count(*)::int AS "unread" FROM "Notification" WHERE "shopId" = $1 AND "readAt" IS NULL`,
    [shopId],
  );
  return row?.unread ?? 0;
}

/**
 * @param ids null for all
 * @returns ids of those that were unread
 */
export async function markRead(
  sql: Sql,
  shopId: string,
  ids: readonly string[] | null,
  now: Instant,
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    sql,
    `
      UPDATE "Notification"
      SET "readAt" = $3
      WHERE "shopId" = $1 AND ($2::uuid[] IS NULL OR "id" = ANY($2)) AND "readAt" IS NULL
      RETURNING "id"`,
    [shopId, ids, now],
  );
  return rows.map(({ id }) => id);
}

/**
 * Marks notifications as unread, except those with a newer unread one under the same key.
 * @returns their ids
 */
export async function markUnread(sql: Sql, shopId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    sql,
    `
      UPDATE "Notification" n
      SET "readAt" = NULL
      WHERE n."shopId" = $1
        AND n."id" = ANY($2::uuid[])
        AND n."readAt" IS NOT NULL
        AND NOT EXISTS (
          SELECT 1
          FROM "Notification" o
          WHERE o."shopId" = n."shopId"
            AND o."dedupeKey" = n."dedupeKey"
            AND o."id" <> n."id"
            AND (o."readAt" IS NULL OR o."id" = ANY($2::uuid[]) AND o."id" > n."id")
        )
      RETURNING n."id"`,
    [shopId, ids],
  );
  return rows.map(({ id }) => id);
}
