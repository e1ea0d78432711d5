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
const NORMAL = 5;

/** Makes the app's tasks known to the database, which remembers when each runs next and whether it is switched on. */
export const registerTasks = ({ db, clock }: Pick<AppContext, "db" | "clock">): Promise<unknown> =>
  saveTasks(
    db.pool,
    Object.entries(tasks).map(([name, { description, pattern }]) => ({
      name,
      description,
      pattern,
      timezone: "UTC",
      priority: NORMAL,
      nextRunAt: nextRun(pattern, "UTC", clock.now()),
    })),
  );

/**
 * Runs the tasks that are due, each by one process at a time. One that was due several times while nobody worked runs
 * once: a task looks at what there is to do, not at how often it should have looked.
 */
export async function runDueTasks(context: AppContext): Promise<void> {
  const { db, clock } = context;
  for (;;) {
    const now = clock.now();
    const task = await claimTask(db.pool, Object.keys(tasks), now, now.add({ minutes: LEASE_MINUTES }));
    if (!task) return;
    await run(context, task);
  }
}

/**
 * Runs one task now, due or not, switched on or off, as a person asks.
 * @returns its error, null where it went well; or that somebody runs it already
 * @throws when there is no such task
 */
export async function runTaskNow(context: AppContext, name: string): Promise<{ error: string | null } | "running"> {
  const { db, clock } = context;
  knownTask(name);
  const now = clock.now();
  const task = await claimNamedTask(db.pool, name, now, now.add({ minutes: LEASE_MINUTES }));
  return task ? { error: await run(context, task) } : "running";
}

/** Runs a claimed task, and writes down how it went. @returns its error */
async function run(context: AppContext, { name, pattern, timezone }: ScheduledTaskRow): Promise<string | null> {
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
