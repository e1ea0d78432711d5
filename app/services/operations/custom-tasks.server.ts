import { readOwnTask, type OwnTask } from "#core/operations/own-task.ts";
import type { Problem } from "#core/problem.ts";
import { nextRun } from "#core/time/next-run.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  addCustomTask,
  enableTask,
  findTask,
  listTasks,
  makeTaskDue,
  removeCustomTask,
  type ScheduledTaskRow,
} from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { registerTasks } from "./run-due-tasks.server.ts";
import { payloadProblems, tasks } from "./run-task.server.ts";

/** A task as operators see it. */
export interface TaskView
  extends
    Pick<ScheduledTaskRow, "name" | "job" | "payload" | "custom" | "description" | "pattern" | "timezone" | "enabled">,
    Pick<ScheduledTaskRow, "lastRunAt" | "lastError" | "nextRunAt" | "failures"> {
  running: boolean;
}

/** Why an operator's request about tasks is refused. */
export type TaskRefusal =
  | { ok: false; reason: "invalid"; problems: Problem[] }
  | { ok: false; reason: "not_found" | "taken" | "built_in" | "disabled"; message: string };

type Context = Pick<AppContext, "db" | "clock">;

/** Every task, the app's and the operator's own. */
export async function readTasks(context: Context): Promise<TaskView[]> {
  await registerTasks(context);
  const now = context.clock.now();
  return (await listTasks(context.db.pool)).map((row) => viewOf(row, now));
}

/** Adds an operator's task: a built-in job at times of its own, with a payload. */
export async function addTask(context: Context, given: unknown): Promise<{ ok: true; task: TaskView } | TaskRefusal> {
  await registerTasks(context);
  const read = readOwnTask(given, Object.keys(tasks));
  if (!read.ok) return { ok: false, reason: "invalid", problems: read.problems };
  const { task } = read;
  const problems = payloadProblems(task.job, task.payload).map(({ path, message }) => ({
    path: path === "" ? "payload" : `payload.${path}`,
    message,
  }));
  if (problems.length > 0) return { ok: false, reason: "invalid", problems };
  const now = context.clock.now();
  const added = await addCustomTask(context.db.pool, rowOf(task, now));
  if (!added)
    return {
      ok: false,
      reason: "taken",
      message: `there is a task "${task.name}"; remove it first, or take another name`,
    };
  const row = await findTask(context.db.pool, task.name);
  return row ? { ok: true, task: viewOf(row, now) } : notFound(task.name);
}

/** Removes an operator's task. The app's own can be disabled only. */
export async function removeTask({ db }: Context, name: string): Promise<{ ok: true } | TaskRefusal> {
  if (await removeCustomTask(db.pool, name)) return { ok: true };
  return (await findTask(db.pool, name))
    ? { ok: false, reason: "built_in", message: `"${name}" belongs to the app: disable it instead` }
    : notFound(name);
}

export async function switchTask(
  context: Context,
  name: string,
  enabled: boolean,
): Promise<{ ok: true } | TaskRefusal> {
  await registerTasks(context);
  return (await enableTask(context.db.pool, name, enabled)) ? { ok: true } : notFound(name);
}

/** Makes a task due, so that a worker runs it within seconds. */
export async function requestTaskRun({ db, clock }: Context, name: string): Promise<{ ok: true } | TaskRefusal> {
  if (await makeTaskDue(db.pool, name, clock.now())) return { ok: true };
  return (await findTask(db.pool, name))
    ? { ok: false, reason: "disabled", message: `"${name}" is disabled: enable it first` }
    : notFound(name);
}

const notFound = (name: string): TaskRefusal => ({
  ok: false,
  reason: "not_found",
  message: `there is no task "${name}"; see the list of tasks`,
});

const rowOf = (task: OwnTask, now: Instant) => ({
  ...task,
  priority: tasks[task.job]?.priority ?? 5,
  description: task.description || (tasks[task.job]?.description ?? ""),
  nextRunAt: nextRun(task.pattern, task.timezone, now),
});

const viewOf = (row: ScheduledTaskRow, now: Instant): TaskView => ({
  name: row.name,
  job: row.job,
  payload: row.payload,
  custom: row.custom,
  description: row.description,
  pattern: row.pattern,
  timezone: row.timezone,
  enabled: row.enabled,
  lastRunAt: row.lastRunAt,
  lastError: row.lastError,
  nextRunAt: row.nextRunAt,
  failures: row.failures,
  running: row.leaseUntil !== null && Temporal.Instant.compare(row.leaseUntil, now) >= 0,
});
