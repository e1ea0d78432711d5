import type { AppContext } from "#shell/context.server.ts";
import type { Levels } from "#shell/metrics.server.ts";
import { countReconciliations } from "#shell/repositories/intake/reconciliations.server.ts";
import { listTasks } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { readQueueStats } from "./queue-stats.server.ts";

/**
 * Prometheus metrics of this process and of the database. Renders without the database figures if the database is down.
 */
export async function renderMetrics(context: AppContext): Promise<{ body: string; contentType: string }> {
  const levels = await readLevels(context).catch((error: unknown) => {
    context.log.warn({ err: error }, "the levels could not be read");
    return null;
  });
  return { body: await context.metrics.render(levels), contentType: context.metrics.contentType };
}

async function readLevels(context: AppContext): Promise<Levels> {
  const [{ queues, rows, oldestOverdueSeconds }, tasks, { comparedUntil, withProblem }] = await Promise.all([
    readQueueStats(context),
    listTasks(context.db.pool),
    countReconciliations(context.db.pool),
  ]);
  const now = context.clock.now();
  return {
    queues,
    overdueSeconds: oldestOverdueSeconds,
    unknownTexts: rows.messagesUnknown,
    failed: { events: rows.eventsFailed, steps: rows.stepsFailed },
    reconciliation: {
      behindSeconds: comparedUntil && now.since(comparedUntil).total("seconds"),
      withProblem,
    },
    tasks: tasks.map(({ name, lastRunAt, failures, enabled }) => ({
      name,
      lastRunSeconds: lastRunAt && lastRunAt.epochMilliseconds / 1_000,
      failures,
      enabled,
    })),
  };
}
