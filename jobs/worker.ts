import { Cron } from "croner";
import { registerTasks, runDueTasks } from "#services/operations/run-due-tasks.server.ts";
import { runTask } from "#services/operations/run-task.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { intakeIdle, takeEvents } from "#services/intake/ingest-events.server.ts";
import { runBackgroundJobs } from "#services/operations/run-background-jobs.server.ts";
import { runCampaigns } from "#services/campaigns/run-campaigns.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Concurrency } from "#shell/queue/queue.server.ts";
import { announceStop } from "#shell/stopping.server.ts";
import { withTimeout } from "#shell/deadline.server.ts";
import { handlersFor } from "./registry.ts";

/**
 * Concurrent jobs per queue. One job drains all due work, so a second one helps only while the first waits; in the
 * background, it takes the work of another shop while one shop's takes long.
 */
const concurrency: Concurrency = { events: 2, steps: 2, background: 2, campaigns: 1, maintenance: 1 };

export interface Worker {
  /** Resolves when no due work is left. */
  idle(): Promise<void>;
  /** Ends the calls under way and claims nothing more; all other work stays in the database for other workers. */
  stop(): Promise<void>;
}

/** Time for running tasks at shutdown, in milliseconds. Another worker runs an unfinished task after its lease. */
const TASK_TIMEOUT_MS = 5_000;

/** Polling pattern for due tasks, independent of the queue, which may have lost its jobs. */
const POLL_PATTERN = "*/15 * * * * *";

/** How often a worker that gets no reminders looks for due work. */
const LOOK_PATTERN = "*/5 * * * * *";

const workKinds = [takeEvents, runSteps, runBackgroundJobs, runCampaigns] as const;
type Work = (typeof workKinds)[number];

/**
 * While the queue cannot be reached, does what its reminders would set off: the rows are all there. A kind of work that
 * takes long or fails holds up none of the others. Does not throw.
 * @param underWay the kinds that an earlier call still does
 */
export async function workWithoutReminders(context: AppContext, underWay = new Set<Work>()): Promise<void> {
  if (await context.queue.isReachable()) return;
  const start = async (work: Work): Promise<void> => {
    underWay.add(work);
    await work(context)
      .catch((error: unknown) =>
        context.log.error({ err: error }, "work without the queue's reminders failed; it is tried again"),
      )
      .finally(() => underWay.delete(work));
  };
  await Promise.all(workKinds.filter((work) => !underWay.has(work)).map(start));
}

/**
 * Starts a worker: handles jobs, and polls for due scheduled tasks. The process polls instead of the queue; the
 * database claims each task, so that it runs once with any number of workers.
 */
export async function startWorker(context: AppContext): Promise<Worker> {
  await registerTasks(context);
  await context.queue.work(handlersFor(context), concurrency);
  const polls = new Set<Promise<void>>();
  // A poll that still waits for a long task does not hold up the next one.
  const pollTasks = (): Promise<void> => {
    const poll = runDueTasks(context)
      .catch((error: unknown) => context.log.error({ err: error }, "the tasks could not be looked at"))
      .finally(() => polls.delete(poll));
    polls.add(poll);
    return poll;
  };
  const cron = new Cron(POLL_PATTERN, { timezone: "UTC", unref: true }, () => void pollTasks());
  const underWay = new Set<Work>();
  const lookout = new Cron(
    LOOK_PATTERN,
    { timezone: "UTC", unref: true },
    () => void workWithoutReminders(context, underWay),
  );
  const sweepNow = () =>
    runTask(context, "sweep").catch((error: unknown) => context.log.error({ err: error }, "the sweep failed"));
  await sweepNow();
  // A clock jump makes work due that no timer of this process knows of.
  let jumping = Promise.resolve();
  const stopListening = context.clock.onJump(() => {
    jumping = jumping.then(sweepNow).then(pollTasks);
  });
  const idle = async () => {
    await jumping;
    await context.queue.idle();
    await intakeIdle(context);
    await context.queue.idle();
    await stepsIdle(context);
    await context.queue.idle();
  };
  return {
    idle,
    stop: async () => {
      stopListening();
      cron.stop();
      lookout.stop();
      announceStop(context);
      await withTimeout(TASK_TIMEOUT_MS, Promise.all([jumping, ...polls]));
      await context.queue.close();
      await intakeIdle(context);
      await stepsIdle(context);
    },
  };
}
