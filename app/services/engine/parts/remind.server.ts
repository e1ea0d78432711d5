import type { Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";

/** The queue holds only jobs due within the hour; the sweep adds the later ones. */
export const REMINDER_HORIZON = Temporal.Duration.from({ hours: 1 });

/** Adds reminders to the queue. The rows are committed before, so that an unavailable queue only delays the work. */
export async function remind(context: AppContext, reminders: readonly Reminder[]): Promise<void> {
  if (reminders.length === 0) return;
  try {
    await context.queue.remind(reminders);
  } catch (error) {
    context.log.warn(
      { err: error, reminders: reminders.length },
      "the queue cannot be reached; the sweep will bring these",
    );
  }
}

/** The job id for the steps of one second: steps due together share one job. */
export const jobIdOf = (dueAt: Instant): string => `steps-${Math.floor(dueAt.epochMilliseconds / 1_000)}`;

export interface Due {
  id: string;
  dueAt: Instant;
  priority: number;
}

/** Returns one reminder per second in which steps become due, within the horizon. */
export function remindersFor(steps: readonly Due[], now: Instant): Reminder[] {
  const horizon = now.add(REMINDER_HORIZON);
  const bySecond = new Map<string, Reminder>();
  for (const { id, dueAt, priority } of steps) {
    if (Temporal.Instant.compare(dueAt, horizon) > 0) continue;
    const jobId = jobIdOf(dueAt);
    const known = bySecond.get(jobId);
    if (known && known.priority <= priority) continue;
    const isDue = Temporal.Instant.compare(dueAt, now) <= 0;
    bySecond.set(jobId, {
      name: "steps.run",
      id: isDue ? `steps-${id}` : jobId,
      payload: { id },
      priority: priority as Reminder["priority"],
      ...(!isDue && { at: ceilSecond(dueAt) }),
    });
  }
  return [...bySecond.values()];
}

/** A shared job runs at the end of its second, when all its steps are due. */
const ceilSecond = (at: Instant): Instant => at.round({ smallestUnit: "second", roundingMode: "ceil" });
