import type { Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";

/** Only what is due within the hour sits in the queue; the sweep brings the rest. */
export const REMINDER_HORIZON = Temporal.Duration.from({ hours: 1 });

/** Puts reminders into the queue. The rows are written already: a queue that is away costs time, never an event. */
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

/** The queue's name for the work of one second: many steps due together are one reminder. */
export const jobIdOf = (dueAt: Instant): string => `steps-${Math.floor(dueAt.epochMilliseconds / 1_000)}`;

export interface Due {
  id: string;
  dueAt: Instant;
  priority: number;
}

/** One reminder for each second in which steps come due, within the horizon. */
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

/** All steps of a second are due at its end. */
const ceilSecond = (at: Instant): Instant => at.round({ smallestUnit: "second", roundingMode: "ceil" });
