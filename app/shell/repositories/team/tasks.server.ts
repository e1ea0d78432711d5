import type { RowBeyond } from "#core/paging.ts";
import type { TaskStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { batch, insert, query, type Sql } from "#shell/db/sql.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/** A task for the team. */
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

/** Task list: open, overdue, or closed (`done`). */
export type TaskView = "open" | "overdue" | "done";

/** A task with its customer and the automation that created it. */
export interface TeamTaskRow extends Record<string, unknown> {
  id: string;
  title: string;
  note: string;
  status: TaskStatus;
  dueAt: Instant | null;
  doneAt: Instant | null;
  createdAt: Instant;
  customerId: string | null;
  customerName: string | null;
  customerPhone: string | null;
  automation: string | null;
  /** Log row of the step that created it. */
  logId: string | null;
  /** Sort key of the list. */
  place: Instant;
}

/** Tasks without a due time come last. */
const NO_DUE_TIME = `'9999-01-01T00:00:00Z'::timestamptz`;

const lists: Record<TaskView, { where: string; place: string; order: "ASC" | "DESC" }> = {
  open: {
    where: `t."status" = ${STATUS.open} AND $2::timestamptz IS NOT NULL`,
    place: `coalesce(t."dueAt", ${NO_DUE_TIME})`,
    order: "ASC",
  },
  overdue: { where: `t."status" = ${STATUS.open} AND t."dueAt" <= $2`, place: `t."dueAt"`, order: "ASC" },
  done: {
    where: `t."status" IN (${STATUS.done}, ${STATUS.cancelled}) AND $2::timestamptz IS NOT NULL`,
    place: `coalesce(t."doneAt", t."createdAt")`,
    order: "DESC",
  },
};

export interface TaskQuery {
  shopId: string;
  view: TaskView;
  now: Instant;
  limit: number;
  /** Keyset cursor. */
  beyond: RowBeyond | null;
}

/** One page of a shop's tasks: open ones by due time, closed ones latest first. */
export function listTasksOf(sql: Sql, { shopId, view, now, limit, beyond }: TaskQuery): Promise<TeamTaskRow[]> {
  const { where, place, order } = lists[view];
  const ascending = (order === "ASC") !== (beyond?.towards === "newer");
  const direction = ascending ? "ASC" : "DESC";
  const from = beyond ? `AND (${place}, t."id") ${ascending ? ">" : "<"} ($4::timestamptz, $5::uuid)` : "";
  return query(
    sql,
    `
      SELECT t."id", t."title", t."note", t."status", t."dueAt", t."doneAt", t."createdAt", ${place} AS "place",
        c."id" AS "customerId",
        nullif(trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')), '') AS "customerName",
        c."phone" AS "customerPhone", a."name" AS "automation",
        (
          SELECT l."id"
          FROM "AutomationLog" l
          WHERE l."sequenceId" = t."sequenceId" AND l."action" = 'create_task'
          ORDER BY l."createdAt" = t."createdAt" DESC LIMIT 1
        ) AS "logId"
      FROM "Task" t
      LEFT JOIN "Customer" c ON c."id" = t."customerId"
      LEFT JOIN "AutomationSequence" q ON q."id" = t."sequenceId"
      LEFT JOIN "Automation" a ON a."id" = q."automationId"
      WHERE t."shopId" = $1 AND ${where} ${from}
      ORDER BY ${place} ${direction}, t."id" ${direction} LIMIT $3`,
    [shopId, now, limit, ...(beyond ? [beyond.at, beyond.id] : [])],
  );
}

export async function countTasks(sql: Sql, shopId: string, now: Instant): Promise<{ open: number; overdue: number }> {
  const [row] = await query<{ open: number; overdue: number }>(
    sql,
    `
      SELECT count(*)::int AS "open", count(*) FILTER (WHERE "dueAt" <= $2)::int AS "overdue"
      FROM "Task"
      WHERE "shopId" = $1 AND "status" = ${STATUS.open}`,
    [shopId, now],
  );
  return row ?? { open: 0, overdue: 0 };
}

/**
 * Sets the status of a shop's tasks.
 * @returns those that changed, with their previous status
 */
export const setTaskStatuses = (
  sql: Sql,
  shopId: string,
  changes: readonly { id: string; status: TaskStatus }[],
  now: Instant,
): Promise<{ id: string; title: string; before: TaskStatus; after: TaskStatus }[]> =>
  batch(
    sql,
    `
      UPDATE "Task" t
      SET "status" = i."status", "doneAt" = CASE WHEN i."status" = ${STATUS.open} THEN NULL ELSE $3::timestamptz END
      FROM (
        SELECT t."id", t."status" AS "before", i."status"
        FROM json_to_recordset($1::json) AS i("id" uuid, "status" "TaskStatus")
        JOIN "Task" t ON t."id" = i."id" AND t."shopId" = $2
        ORDER BY t."id" FOR UPDATE OF t
      ) i
      WHERE t."id" = i."id" AND i."before" <> i."status"
      RETURNING t."id", t."title", i."before", i."status" AS "after"`,
    changes,
    [shopId, now],
  );

/**
 * Marks overdue tasks as reminded, each once.
 * @returns them, with their shop's time zone
 */
export const markReminded = (
  sql: Sql,
  now: Instant,
  limit: number,
): Promise<{ id: string; shopId: string; title: string; dueAt: Instant; timezone: string }[]> =>
  query(
    sql,
    `
      UPDATE "Task" t
      SET "remindedAt" = $1
      FROM (
        SELECT t."id", s."timezone"
        FROM "Shop" s
        CROSS JOIN LATERAL (
          SELECT "id"
          FROM "Task" t
          WHERE t."shopId" = s."id" AND t."status" = ${STATUS.open} AND t."dueAt" <= $1 AND t."remindedAt" IS NULL
        ) l
        JOIN "Task" t ON t."id" = l."id"
        WHERE s."uninstalledAt" IS NULL
        LIMIT $2
        FOR UPDATE OF t SKIP LOCKED
      ) late
      WHERE t."id" = late."id"
      RETURNING t."id", t."shopId", t."title", t."dueAt", late."timezone"`,
    [now, limit],
  );
