import { nextTaskRun } from "#core/operations/task-schedule.ts";
import { nextRun } from "#core/time/next-run.ts";
import type { AppContext } from "#shell/context.server.ts";
import { retryWhileAway } from "#shell/db/away.server.ts";
import {
  claimNamedTask,
  claimTask,
  findTask,
  listTasks,
  recordRun,
  saveTasks,
  type ScheduledTaskRow,
} from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { holdTaskLease, TASK_LEASE } from "./parts/task-lease.server.ts";
import { knownTask, noSuchTask, runTask, tasks } from "./run-task.server.ts";

/** How long the record of a run waits for an absent database; then another worker runs the task again. */
const PATIENCE = { patienceMs: 30_000 };

/** Names of the tasks that run in a process. */
const running = new WeakMap<AppContext["db"], Set<string>>();
function runningIn({ db }: Pick<AppContext, "db">): Set<string> {
  const names = running.get(db) ?? new Set();
  running.set(db, names);
  return names;
}

/** Registers the tasks in the database, which stores their next run and whether they are enabled. */
export const registerTasks = ({ db, clock }: Pick<AppContext, "db" | "clock">): Promise<unknown> =>
  saveTasks(
    db.pool,
    Object.entries(tasks).map(([name, { description, pattern, priority }]) => ({
      name,
      description,
      pattern,
      timezone: "UTC",
      priority,
      nextRunAt: nextRun(pattern, "UTC", clock.now()),
    })),
  );

/**
 * Runs the due tasks beside one another, each in one process at a time; starts them in the order of their priority. A
 * task that missed several runs runs once. Resolves when the tasks that it started have ended.
 */
export async function runDueTasks(context: AppContext): Promise<void> {
  const { db, clock } = context;
  const started: Promise<unknown>[] = [];
  try {
    for (;;) {
      const now = clock.now();
      const runnable = { jobs: Object.keys(tasks), running: [...runningIn(context)] };
      const task = await claimTask(db.pool, runnable, now, now.add(TASK_LEASE));
      if (!task) break;
      started.push(runClaimedTask(context, task));
    }
  } finally {
    await Promise.all(started);
  }
}

/**
 * Runs one task now, even if it is disabled or not due.
 * @returns its error, null on success, or `running` if it runs already
 * @throws if there is no such task
 */
export async function runTaskNow(context: AppContext, name: string): Promise<{ error: string | null } | "running"> {
  const { db, clock } = context;
  const found = await findTask(db.pool, name);
  if (!found)
    throw noSuchTask(
      name,
      (await listTasks(db.pool)).map((each) => each.name),
    );
  knownTask(found.job);
  if (runningIn(context).has(name)) return "running";
  const now = clock.now();
  const task = await claimNamedTask(db.pool, name, now, now.add(TASK_LEASE));
  return task ? { error: await runClaimedTask(context, task) } : "running";
}

/**
 * Runs a claimed task and records the run; a failed one is due again before its next tick. Does not throw.
 * @returns its error
 */
async function runClaimedTask(context: AppContext, task: ScheduledTaskRow): Promise<string | null> {
  const { db, clock, log } = context;
  const { name, job, payload } = task;
  const at = clock.now();
  runningIn(context).add(name);
  const lease = holdTaskLease(context, task, knownTask(job).minutes);
  const error = await Promise.race([runTask(context, job, task.custom ? payload : undefined), lease.overrun]).then(
    () => null,
    (thrown: unknown) => {
      log.error({ err: thrown, task: name }, "a task failed");
      return thrown instanceof Error ? thrown.message : String(thrown);
    },
  );
  lease.end();
  const failures = error === null ? 0 : task.failures + 1;
  const nextRunAt = nextTaskRun(task, { now: clock.now(), failures, jitter: Math.random() });
  await retryWhileAway(log, () => recordRun(db.pool, task, { at, error, failures, nextRunAt }), PATIENCE).catch(
    (thrown: unknown) => log.error({ err: thrown, task: name }, "the run of a task could not be recorded"),
  );
  runningIn(context).delete(name);
  return error;
}
