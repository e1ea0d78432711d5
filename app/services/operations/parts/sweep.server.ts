import { priorities } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { upcoming } from "#shell/repositories/engine/scheduled.server.ts";
import { isRunWaiting } from "#shell/repositories/operations/background-jobs.server.ts";
import { countWaiting } from "#shell/repositories/intake/store-events.server.ts";
import { runsReminder } from "../start-background-job.server.ts";
import { HORIZON, remind, remindersFor } from "#services/engine/parts/remind.server.ts";

const MOST_REMINDERS = 1_000;

/**
 * Makes again every reminder that the queue should hold: for events and long work that wait, and for steps that come
 * due within the hour.
 */
export async function sweep(context: AppContext): Promise<void> {
  const now = context.clock.now();
  const steps = await upcoming(context.db.pool, { until: now.add(HORIZON), limit: MOST_REMINDERS });
  const waiting = await countWaiting(context.db.pool);
  const events =
    waiting > 0
      ? [
          {
            name: "events.ingest" as const,
            id: `ingest-sweep-${now.epochMilliseconds}`,
            payload: { id: "sweep" },
            priority: priorities.high,
          },
        ]
      : [];
  // Under an id of its own: a worker that was killed leaves its job standing as active, and a reminder of that id
  // would be ignored.
  const isDue = (step: { dueAt: Instant }) => Temporal.Instant.compare(step.dueAt, now) <= 0;
  const due = steps.some(isDue)
    ? [
        {
          name: "steps.run" as const,
          id: `steps-sweep-${now.epochMilliseconds}`,
          payload: { id: "sweep" },
          priority: priorities.high,
        },
      ]
    : [];
  const runs = (await isRunWaiting(context.db.pool, now)) ? [runsReminder("sweep", now)] : [];
  await remind(context, [
    ...events,
    ...due,
    ...runs,
    ...remindersFor(
      steps.filter((step) => !isDue(step)),
      now,
    ),
  ]);
}
