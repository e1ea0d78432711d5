import type { Instant } from "#core/time/time.ts";
import { batch, query, type Sql } from "#shell/db/sql.server.ts";

/** A scheduled task. */
export interface ScheduledTaskRow extends Record<string, unknown> {
  name: string;
  /** The built-in job that it runs; its own name for the app's tasks. */
  job: string;
  /** Input of the job; null for the app's tasks. */
  payload: unknown;
  /** The operator added it. */
  custom: boolean;
  description: string;
  pattern: string;
  timezone: string;
  priority: number;
  enabled: boolean;
  lastRunAt: Instant | null;
  lastError: string | null;
  nextRunAt: Instant | null;
  /** End of the lease of the process that runs it. */
  leaseUntil: Instant | null;
  /** Fencing token of the last claim. */
  fence: number;
  /** Failed runs in a row. */
  failures: number;
}

/** A claim of a task. Writes with it have no effect once another worker has claimed the task. */
export type TaskClaim = Pick<ScheduledTaskRow, "name" | "fence">;

const columns =
  '"name", "job", "payload", "custom", "description", "pattern", "timezone", "priority", "enabled", "lastRunAt", "lastError", ' +
  '"nextRunAt", "leaseUntil", "fence", "failures"';

type NewTask = Pick<ScheduledTaskRow, "name" | "description" | "pattern" | "timezone" | "priority" | "nextRunAt">;

/**
 * Upserts this release's tasks; a new task or a changed pattern gets a new next run. An operator's task of the same name
 * gets "-own" after its name.
 */
export async function saveTasks(sql: Sql, rows: readonly NewTask[]): Promise<void> {
  await query(sql, `UPDATE "ScheduledTask" SET "name" = "name" || '-own' WHERE "custom" AND "name" = ANY($1)`, [
    rows.map(({ name }) => name),
  ]);
  await batch(
    sql,
    `
      INSERT INTO "ScheduledTask" ("name", "job", "description", "pattern", "timezone", "priority", "enabled",
        "nextRunAt", "custom")
      SELECT "name", "name", "description", "pattern", "timezone", "priority", true, "nextRunAt", false
      FROM json_populate_recordset(NULL::"ScheduledTask", $1::json)
      ON CONFLICT ("name") DO UPDATE SET "job" = excluded."job", "description" = excluded."description",
        "priority" = excluded."priority",
        "nextRunAt" = CASE WHEN "ScheduledTask"."pattern" = excluded."pattern" AND "ScheduledTask"."timezone" =
          excluded."timezone" AND "ScheduledTask"."nextRunAt" IS NOT NULL THEN "ScheduledTask"."nextRunAt" ELSE
          excluded."nextRunAt" END, "pattern" = excluded."pattern", "timezone" = excluded."timezone"`,
    rows,
  );
}

/** Adds an operator's task. @returns whether it was added; a name is taken once */
export async function addCustomTask(
  sql: Sql,
  task: NewTask & Pick<ScheduledTaskRow, "job" | "payload">,
): Promise<boolean> {
  const rows = await query(
    sql,
    `
      INSERT INTO "ScheduledTask" ("name", "job", "payload", "description", "pattern", "timezone", "priority",
        "nextRunAt", "custom")
      VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8, true)
      ON CONFLICT ("name") DO NOTHING
      RETURNING "name"`,
    [
      task.name,
      task.job,
      JSON.stringify(task.payload),
      task.description,
      task.pattern,
      task.timezone,
      task.priority,
      task.nextRunAt,
    ],
  );
  return rows.length > 0;
}

/** Removes an operator's task; a run that has begun ends. @returns whether there was one */
export async function removeCustomTask(sql: Sql, name: string): Promise<boolean> {
  const rows = await query(sql, `DELETE FROM "ScheduledTask" WHERE "name" = $1 AND "custom" RETURNING "name"`, [name]);
  return rows.length > 0;
}

export async function findTask(sql: Sql, name: string): Promise<ScheduledTaskRow | null> {
  const [row] = await query<ScheduledTaskRow>(sql, `SELECT ${columns} FROM "ScheduledTask" WHERE "name" = $1`, [name]);
  return row ?? null;
}

/** Makes a task due now. @returns whether there is such a task that is enabled */
export async function makeTaskDue(sql: Sql, name: string, now: Instant): Promise<boolean> {
  const rows = await query(
    sql,
    `UPDATE "ScheduledTask" SET "nextRunAt" = $2 WHERE "name" = $1 AND "enabled" RETURNING "name"`,
    [name, now],
  );
  return rows.length > 0;
}

export const listTasks = (sql: Sql): Promise<ScheduledTaskRow[]> =>
  query(sql, `SELECT ${columns} FROM "ScheduledTask" ORDER BY "name"`);

/** The tasks that a process can run: of the jobs that its release has, and none that it runs already. */
interface Runnable {
  jobs: readonly string[];
  running: readonly string[];
}

/** Claims the due task with the highest priority; null if none is due. */
export async function claimTask(
  sql: Sql,
  { jobs, running }: Runnable,
  now: Instant,
  until: Instant,
): Promise<ScheduledTaskRow | null> {
  const [row] = await query<ScheduledTaskRow>(
    sql,
    `
      UPDATE "ScheduledTask" t
      SET "leaseUntil" = $3, "fence" = t."fence" + 1
      WHERE t."name" = (
        SELECT "name"
        FROM "ScheduledTask"
        WHERE "job" = ANY($1) AND "name" <> ALL($4) AND "enabled" AND "nextRunAt" <= $2
          AND ("leaseUntil" IS NULL OR "leaseUntil" < $2)
        ORDER BY "priority", "nextRunAt" LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      RETURNING ${columns}`,
    [jobs, now, until, running],
  );
  return row ?? null;
}

/** Claims a task by name, even if it is disabled or not due; null if it is running or does not exist. */
export async function claimNamedTask(
  sql: Sql,
  name: string,
  now: Instant,
  until: Instant,
): Promise<ScheduledTaskRow | null> {
  const [row] = await query<ScheduledTaskRow>(
    sql,
    `
      UPDATE "ScheduledTask"
      SET "leaseUntil" = $3, "fence" = "fence" + 1
      WHERE "name" = $1 AND ("leaseUntil" IS NULL OR "leaseUntil" < $2)
      RETURNING ${columns}`,
    [name, now, until],
  );
  return row ?? null;
}

/** Renews the lease of a run that has not ended. @returns whether the claim still held */
export async function renewTask(sql: Sql, { name, fence }: TaskClaim, until: Instant): Promise<boolean> {
  const rows = await query(
    sql,
    `
      UPDATE "ScheduledTask"
      SET "leaseUntil" = $3
      WHERE "name" = $1 AND "fence" = $2 AND "leaseUntil" IS NOT NULL
      RETURNING "name"`,
    [name, fence, until],
  );
  return rows.length > 0;
}

export interface TaskRun {
  at: Instant;
  error: string | null;
  failures: number;
  nextRunAt: Instant | null;
}

/** Records a run and ends its lease, unless another worker has claimed the task since. */
export const recordRun = (
  sql: Sql,
  { name, fence }: TaskClaim,
  { at, error, failures, nextRunAt }: TaskRun,
): Promise<unknown> =>
  query(
    sql,
    `
      UPDATE "ScheduledTask"
      SET "lastRunAt" = $3, "lastError" = $4, "failures" = $5, "nextRunAt" = $6, "leaseUntil" = NULL
      WHERE "name" = $1 AND "fence" = $2`,
    [name, fence, at, error, failures, nextRunAt],
  );

/**
 * Enables or disables a task; a run missed while disabled is due at once.
 * @returns whether the task exists
 */
export async function enableTask(sql: Sql, name: string, enabled: boolean): Promise<boolean> {
  const rows = await query(sql, `UPDATE "ScheduledTask" SET "enabled" = $2 WHERE "name" = $1 RETURNING "name"`, [
    name,
    enabled,
  ]);
  return rows.length > 0;
}
