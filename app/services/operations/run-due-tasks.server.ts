import { nextRun } from "#core/time/next-run.ts";
import type { AppContext } from "#shell/context.server.ts";
import {
  claimNamedTask,
  claimTask,
  recordRun,
  saveTasks,
  type ScheduledTaskRow,
} from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { knownTask, runTask, tasks } from "./run-task.server.ts";

const LEASE_MINUTES = 30;
const DEFAULT_PRIORITY = 5;

/** Registers the tasks in the database, which stores their next run and whether they are enabled. */
export const registerTasks = ({ db, clock }: Pick<AppContext, "db" | "clock">): Promise<unknown> =>
  saveTasks(
    db.pool,
    Object.entries(tasks).map(([name, { description, pattern }]) => ({
      name,
      description,
      pattern,
      timezone: "UTC",
      priority: DEFAULT_PRIORITY,
      nextRunAt: nextRun(pattern, "UTC", clock.now()),
    })),
  );

/** Runs the due tasks, each in one process at a time. A task that missed several runs runs once. */
export async function runDueTasks(context: AppContext): Promise<void> {
  const { db, clock } = context;
  for (;;) {
    const now = clock.now();
    const task = await claimTask(db.pool, Object.keys(tasks), now, now.add({ minutes: LEASE_MINUTES }));
    if (!task) return;
    await runClaimedTask(context, task);
  }
}

/**
 * Runs one task now, even if it is disabled or not due.
 * @returns its error, null on success, or `running` if another process runs it
 * @throws if there is no such task
 */
export async function runTaskNow(context: AppContext, name: string): Promise<{ error: string | null } | "running"> {
  const { db, clock } = context;
  knownTask(name);
  const now = clock.now();
  const task = await claimNamedTask(db.pool, name, now, now.add({ minutes: LEASE_MINUTES }));
  return task ? { error: await runClaimedTask(context, task) } : "running";
}

/**
 * Runs a claimed task and records the run.
 * @returns its error
 */
async function runClaimedTask(
  context: AppContext,
  { name, pattern, timezone }: ScheduledTaskRow,
): Promise<string | null> {
  const { db, clock, log } = context;
  const at = clock.now();
  const error = await runTask(context, name).then(
    () => null,
    (thrown: unknown) => {
      log.error({ err: thrown, task: name }, "a task failed");
      return thrown instanceof Error ? thrown.message : String(thrown);
    },
  );
  await recordRun(db.pool, name, { at, error, nextRunAt: nextRun(pattern, timezone, clock.now()) });
  return error;
}
