import type { Instant } from "#core/time.ts";
import { insert, type Sql } from "#shell/db/sql.server.ts";

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
