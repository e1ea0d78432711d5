import type { Instant } from "#core/time.ts";
import { insert, type Sql } from "#shell/db/sql.server.ts";

/** Something for the team to do. */
export interface NewTask {
  id: string;
  shopId: string;
  customerId: string | null;
  sequenceId: string | null;
  title: string;
  note: string;
  status: "open";
  /** ISO instant. */
  dueAt: string | null;
  createdAt: Instant;
}

export const insertTask = (sql: Sql, task: NewTask): Promise<void> => insert(sql, "Task", [task]);
