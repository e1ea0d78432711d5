import { Cron } from "croner";
import { registerTasks, runDueTasks } from "#services/operations/run-due-tasks.server.ts";
import { runTask } from "#services/operations/run-task.server.ts";
import { stepsIdle } from "#services/engine/run-steps.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Concurrency } from "#shell/queue/queue.server.ts";
import { handlersFor } from "./registry.ts";

/** Jobs at once. A job drains what is due by itself, so that a second of its kind only helps while the first waits. */
const concurrency: Concurrency = { events: 2, steps: 2, background: 1, maintenance: 1 };

export interface Worker {
  /** Resolves when nothing is due that is not done. */
  idle(): Promise<void>;
  /** Lets what is under way finish; what is due stays in the database for the next. */
  stop(): Promise<void>;
}

/** How often a worker looks for tasks that are due; the sweep must come also when the queue has lost everything. */
const LOOK = "*/15 * * * * *";

/**
 * Starts working: handles the queue's jobs, and runs the app's tasks when they are due. The looking is this process's
 * own, not the queue's; the database says what is due, so that a task runs once however many workers look.
 */
export async function startWorker(context: AppContext): Promise<Worker> {
  await registerTasks(context);
  await context.queue.work(handlersFor(context), concurrency);
  const look = () =>
    runDueTasks(context).catch((error: unknown) =>
      context.log.error({ err: error }, "the tasks could not be looked at"),
    );
  const cron = new Cron(LOOK, { timezone: "UTC", protect: true, unref: true }, look);
  const sweepNow = () =>
    runTask(context, "sweep").catch((error: unknown) => context.log.error({ err: error }, "the sweep failed"));
  await sweepNow();
  // A clock that was moved has made things due that no timer of this process knew of.
  let jumping = Promise.resolve();
  const stopListening = context.clock.onJump(() => {
    jumping = jumping.then(sweepNow).then(look);
  });
  const idle = async () => {
    await jumping;
    await context.queue.idle();
    await stepsIdle(context);
    await context.queue.idle();
  };
  return {
    idle,
    stop: async () => {
      stopListening();
      cron.stop();
      await jumping;
      await context.queue.close();
      await stepsIdle(context);
    },
  };
}
