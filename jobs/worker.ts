import { Cron } from "croner";
import { runTask, tasks } from "#services/run-task.server.ts";
import { stepsIdle } from "#services/run-steps.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Concurrency } from "#shell/queue/queue.server.ts";
import { handlersFor } from "./registry.ts";

/** Jobs at once. A job drains what is due by itself, so that a second of its kind only helps while the first waits. */
const concurrency: Concurrency = { events: 2, steps: 2, campaigns: 1, maintenance: 1 };

export interface Worker {
  /** Resolves when nothing is due that is not done. */
  idle(): Promise<void>;
  /** Lets what is under way finish; what is due stays in the database for the next. */
  stop(): Promise<void>;
}

/**
 * Starts working: handles the queue's jobs, and runs the app's tasks by their patterns. The patterns are this process's
 * own, not the queue's: the sweep must come also when the queue has lost everything.
 */
export async function startWorker(context: AppContext): Promise<Worker> {
  await context.queue.work(handlersFor(context), concurrency);
  const perform = (name: string) => runTask(context, name).catch((error: unknown) => context.log.error({ err: error, task: name }, "a task failed"));
  const crons = Object.entries(tasks).map(([name, { pattern }]) => new Cron(pattern, { timezone: "UTC", protect: true, unref: true }, () => perform(name)));
  await perform("sweep");
  // A clock that was moved has made things due that no timer of this process knew of.
  const stopListening = context.clock.onJump(() => void perform("sweep"));
  const idle = async () => {
    await context.queue.idle();
    await stepsIdle(context);
    await context.queue.idle();
  };
  return {
    idle,
    stop: async () => {
      stopListening();
      for (const cron of crons) cron.stop();
      await context.queue.close();
      await stepsIdle(context);
    },
  };
}
