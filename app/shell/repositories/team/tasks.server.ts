import type { RowBeyond } from "#core/paging.ts";
import type { TaskStatus } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import { ownId } from "#shell/db/own-id.server.ts";
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
  /** By hand: "staff:<Shopify's id>", and the id of the staff row that it is assigned to. */
  createdBy?: string;
  assigneeId?: string | null;
}

export const insertTask = (sql: Sql, task: NewTask): Promise<void> => insert(sql, "Task", [task]);

/** Task list: open, open and assigned to the staff member who asks, overdue, or closed (`done`). */
export type TaskView = "open" | "mine" | "overdue" | "done";

/** A task with its customer and the automation that created it. */
export interface TaskRow extends Record<string, unknown> {
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
  /** The name of the staff member who created it by hand, if they are known. */
  creator: string | null;
  isByHand: boolean;
  /** Shopify's id and name of the staff member it is assigned to. */
  assigneeId: string | null;
  assignee: string | null;
  comments: number;
}

/** A row of the list of tasks. */
export interface TeamTaskRow extends TaskRow {
  /** Sort key of the list. */
  place: Instant;
}

/** Tasks without a due time come last. */
const NO_DUE_TIME = `'9999-01-01T00:00:00Z'::timestamptz`;

const BY_DUE_TIME = { place: `coalesce(t."dueAt", ${NO_DUE_TIME})`, order: "ASC" } as const;

const lists: Record<TaskView, { where: string; place: string; order: "ASC" | "DESC" }> = {
  open: { where: `t."status" = ${STATUS.open}`, ...BY_DUE_TIME },
  mine: {
    where: `t."status" = ${STATUS.open}
      AND t."assigneeId" = (SELECT "id" FROM "Staff" WHERE "shopId" = $1 AND "userId" = $4)`,
    ...BY_DUE_TIME,
  },
  overdue: { where: `t."status" = ${STATUS.open} AND t."dueAt" <= $2`, place: `t."dueAt"`, order: "ASC" },
  done: {
    where: `t."status" IN (${STATUS.done}, ${STATUS.cancelled})`,
    place: `coalesce(t."doneAt", t."createdAt")`,
    order: "DESC",
  },
};

export interface TaskQuery {
  shopId: string;
  view: TaskView;
  /** Shopify's id of the staff member who asks. */
  userId: string;
  now: Instant;
  limit: number;
  /** Keyset cursor. */
  beyond: RowBeyond | null;
}

const OF_TASK = `
  t."id", t."title", t."note", t."status", t."dueAt", t."doneAt", t."createdAt", c."id" AS "customerId",
  nullif(trim(coalesce(c."firstName", '') || ' ' || coalesce(c."lastName", '')), '') AS "customerName",
  c."phone" AS "customerPhone", a."name" AS "automation",
  (
    SELECT l."id"
    FROM "AutomationLog" l
    WHERE l."sequenceId" = t."sequenceId" AND l."action" = 'create_task'
    ORDER BY l."createdAt" = t."createdAt" DESC LIMIT 1
  ) AS "logId",
  t."createdBy" IS NOT NULL AS "isByHand",
  (SELECT f."name" FROM "Staff" f WHERE f."shopId" = t."shopId" AND 'staff:' || f."userId" = t."createdBy") AS "creator",
  s."userId" AS "assigneeId", s."name" AS "assignee",
  (SELECT count(*)::int FROM "TaskComment" k WHERE k."taskId" = t."id") AS "comments"`;
const TASK_JOINS = `
  LEFT JOIN "Customer" c ON c."id" = t."customerId"
  LEFT JOIN "AutomationSequence" q ON q."id" = t."sequenceId"
  LEFT JOIN "Automation" a ON a."id" = q."automationId"
  LEFT JOIN "Staff" s ON s."id" = t."assigneeId"`;

/** One page of a shop's tasks: open ones by due time, closed ones latest first. */
export function listTasksOf(sql: Sql, { shopId, view, userId, now, limit, beyond }: TaskQuery): Promise<TeamTaskRow[]> {
  const { where, place, order } = lists[view];
  const ascending = (order === "ASC") !== (beyond?.towards === "newer");
  const direction = ascending ? "ASC" : "DESC";
  const from = beyond ? `AND (${place}, t."id") ${ascending ? ">" : "<"} ($5::timestamptz, $6::uuid)` : "";
  return query(
    sql,
    `
      SELECT ${OF_TASK}, ${place} AS "place"
      FROM "Task" t ${TASK_JOINS}
      WHERE t."shopId" = $1 AND $2::timestamptz IS NOT NULL AND $4::text IS NOT NULL AND ${where} ${from}
      ORDER BY ${place} ${direction}, t."id" ${direction} LIMIT $3`,
    [shopId, now, limit, userId, ...(beyond ? [beyond.at, beyond.id] : [])],
  );
}

/** Finds a shop's task; null without one. */
export async function findTask(sql: Sql, shopId: string, id: string): Promise<TaskRow | null> {
  const [row] = await query<TaskRow>(
    sql,
    `SELECT ${OF_TASK} FROM "Task" t ${TASK_JOINS} WHERE t."shopId" = $1 AND t."id" = $2`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

/** Locks a shop's task for a change; null without one. */
export async function lockTask(
  sql: Sql,
  shopId: string,
  id: string,
): Promise<{ id: string; title: string; assigneeId: string | null; assignee: string | null } | null> {
  const [row] = await query<{ id: string; title: string; assigneeId: string | null; assignee: string | null }>(
    sql,
    `
      SELECT t."id", t."title", t."assigneeId",
        (SELECT f."name" FROM "Staff" f WHERE f."id" = t."assigneeId") AS "assignee"
      FROM "Task" t
      WHERE t."shopId" = $1 AND t."id" = $2
      FOR UPDATE OF t`,
    [shopId, ownId(id)],
  );
  return row ?? null;
}

/** Assigns a locked task. @param assigneeId id of the staff row; null to unassign */
export const saveTaskAssignee = (sql: Sql, id: string, assigneeId: string | null): Promise<unknown> =>
  query(sql, `UPDATE "Task" SET "assigneeId" = $2 WHERE "id" = $1`, [id, assigneeId]);

/** Numbers of open tasks: all, those of a staff member, and those that are overdue. */
export interface TaskCounts extends Record<string, unknown> {
  open: number;
  mine: number;
  overdue: number;
}

/** @param userId Shopify's id of the staff member who asks; null for none */
export async function countTasks(
  sql: Sql,
  shopId: string,
  { userId, now }: { userId: string | null; now: Instant },
): Promise<TaskCounts> {
  const [row] = await query<TaskCounts>(
    sql,
    `
      SELECT count(*)::int AS "open", count(*) FILTER (WHERE "dueAt" <= $2)::int AS "overdue",
        count(*) FILTER (
          WHERE "assigneeId" = (SELECT "id" FROM "Staff" WHERE "shopId" = $1 AND "userId" = $3)
        )::int AS "mine"
      FROM "Task"
      WHERE "shopId" = $1 AND "status" = ${STATUS.open}`,
    [shopId, now, userId],
  );
  return row ?? { open: 0, mine: 0, overdue: 0 };
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
