import { nextRun } from "#core/schedule/next-run.ts";
import type { AppContext } from "#shell/context.server.ts";
import { claimTask, recordRun, saveTasks } from "#shell/repositories/scheduled-tasks.server.ts";
import { runTask, tasks } from "./run-task.server.ts";

const LEASE_MINUTES = 30;
const NORMAL = 5;

/** Makes the app's tasks known to the database, which remembers when each runs next and whether it is switched on. */
export const registerTasks = ({ db, clock }: Pick<AppContext, "db" | "clock">): Promise<unknown> =>
  saveTasks(
    db.pool,
    Object.entries(tasks).map(([name, { description, pattern }]) => ({ name, description, pattern, timezone: "UTC", priority: NORMAL, nextRunAt: nextRun(pattern, "UTC", clock.now()) })),
  );

/**
 * Runs the tasks that are due, each by one process at a time. One that was due several times while nobody worked runs once:
 * a task looks at what there is to do, not at how often it should have looked.
 */
export async function runDueTasks(context: AppContext): Promise<void> {
  const { db, clock, log } = context;
  for (;;) {
    const now = clock.now();
    const task = await claimTask(db.pool, Object.keys(tasks), now, now.add({ minutes: LEASE_MINUTES }));
    if (!task) return;
    const error = await runTask(context, task.name).then(
      () => null,
      (thrown: unknown) => {
        log.error({ err: thrown, task: task.name }, "a task failed");
        return thrown instanceof Error ? thrown.message : String(thrown);
      },
    );
    await recordRun(db.pool, task.name, { at: now, error, nextRunAt: nextRun(task.pattern, task.timezone, clock.now()) });
  }
}
