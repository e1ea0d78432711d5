import { operationFindingsOf, type OperationFinding } from "#core/operations/health-findings.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { listTasks, type ScheduledTaskRow } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { readQueueStats } from "./queue-stats.server.ts";
import { tasks as known } from "./run-task.server.ts";

/** The installation's problems, for its operator. */
export async function readOperationFindings(
  context: Pick<AppContext, "queue" | "db" | "clock">,
): Promise<OperationFinding[]> {
  const [stats, rows] = await Promise.all([readQueueStats(context), listTasks(context.db.pool)]);
  const registered = registeredOf(rows);
  return operationFindingsOf({
    queueAway: stats.problem !== null,
    idleSeconds: idleSecondsOf(registered, context.clock.now()),
    overdueSeconds: stats.oldestOverdueSeconds,
    tasks: registered.map(({ name, enabled, lastError }) => ({ name, enabled, failed: lastError !== null })),
  });
}

/** Without tasks whose job this release does not have. */
const registeredOf = (rows: readonly ScheduledTaskRow[]): ScheduledTaskRow[] =>
  rows.filter(({ job }) => Object.hasOwn(known, job));

/** Seconds that the oldest due task has waited while no worker runs any; null if none is due. */
export function idleSecondsOf(rows: readonly ScheduledTaskRow[], now: Instant): number | null {
  const tasks = registeredOf(rows);
  if (tasks.some(({ leaseUntil }) => leaseUntil !== null && Temporal.Instant.compare(leaseUntil, now) >= 0))
    return null;
  const due = tasks.flatMap(({ enabled, nextRunAt }) =>
    enabled && nextRunAt && Temporal.Instant.compare(nextRunAt, now) < 0
      ? [Math.floor(now.since(nextRunAt).total("seconds"))]
      : [],
  );
  return due.length > 0 ? Math.max(...due) : null;
}
