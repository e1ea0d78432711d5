import { priorities } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { upcomingSteps } from "#shell/repositories/engine/step-claims.server.ts";
import { isJobWaiting } from "#shell/repositories/operations/background-jobs.server.ts";
import { countReceivedEvents } from "#shell/repositories/intake/store-events.server.ts";
import { backgroundJobsReminder } from "../start-background-job.server.ts";
import { REMINDER_HORIZON, remind, remindersFor } from "#services/engine/parts/remind.server.ts";

const MAX_REMINDERS = 1_000;

/**
 * Recreates the reminders that the queue should hold: for waiting events and background jobs, and for steps due within
 * the hour.
 */
export async function sweep(context: AppContext): Promise<void> {
  const now = context.clock.now();
  const steps = await upcomingSteps(context.db.pool, { until: now.add(REMINDER_HORIZON), limit: MAX_REMINDERS });
  const waiting = await countReceivedEvents(context.db.pool);
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
  // A new job id, because a killed worker leaves its job active and Bull ignores a duplicate id.
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
  const jobs = (await isJobWaiting(context.db.pool, now)) ? [backgroundJobsReminder("sweep", now)] : [];
  await remind(context, [
    ...events,
    ...due,
    ...jobs,
    ...remindersFor(
      steps.filter((step) => !isDue(step)),
      now,
    ),
  ]);
}
