import { queueNames, type QueueName } from "#core/operations/jobs.ts";
import type { OpenRunState } from "#core/engine/run-state.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { QueueCounts } from "#shell/queue/queue.server.ts";
import { countRows, type RowCounts } from "#shell/repositories/operations/backlog.server.ts";
import { countQueueWork, oldestDue, type QueueWork } from "#shell/repositories/operations/queue-work.server.ts";
import { countOpenRuns } from "../engine/parts/read-run-states.server.ts";

/** Period in which finished work counts. */
const FINISHED_WITHIN_HOURS = 24;

/** A queue's work and its mean processing time; null if unknown. */
interface QueueFigures extends QueueWork {
  meanProcessingMs: number | null;
}

/** Queue figures for the CLI, the health page and the API. */
export interface QueueStats {
  driver: "bull" | "in-process";
  /** Why the queue did not answer; null if it did. The row counts do not depend on it. */
  problem: string | null;
  /** Waiting, active, and finished within `finishedWithinHours`. */
  total: number;
  queued: number;
  processing: number;
  completed: number;
  failed: number;
  /** Share of finished work that completed, 0 to 1; null without finished work. */
  successRate: number | null;
  finishedWithinHours: number;
  meanProcessingMs: number | null;
  /** Start of the driver's processing-time statistics. */
  meanSince: Instant | null;
  oldestOverdueSeconds: number;
  /** Counted from database rows. */
  queues: Record<QueueName, QueueFigures>;
  /** Jobs in the driver. Null if the counts are for one shop, or if the queue does not answer. */
  reminders: Record<QueueName, QueueCounts> | null;
  /** Database row counts. */
  rows: RowCounts;
}

/** @param shopId counts one shop; without it, the whole installation */
export async function readQueueStats(
  { queue, db, clock }: Pick<AppContext, "queue" | "db" | "clock">,
  shopId: string | null = null,
): Promise<QueueStats> {
  const now = clock.now();
  const since = now.subtract({ hours: FINISHED_WITHIN_HOURS });
  const counted = await queue
    .counts()
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const reminders = typeof counted === "string" || shopId !== null ? null : counted;
  const [rows, oldest, work] = await Promise.all([
    countRows(db.pool, now, shopId),
    oldestDue(db.pool, now, shopId),
    Promise.all(queueNames.map((name) => countQueueWork(db.pool, name, { now, since, shopId }))),
  ]);
  const figures = queueNames.map((name, at): [QueueName, QueueFigures] => [
    name,
    { ...(work[at] as QueueWork), meanProcessingMs: reminders ? meanOf([reminders[name]]) : null },
  ]);
  const sum = (part: keyof QueueWork) => work.reduce((total, each) => total + Number(each[part]), 0);
  const [queued, processing, completed, failed] = [
    sum("waiting") + sum("delayed"),
    sum("active"),
    sum("completed"),
    sum("failed"),
  ];
  return {
    driver: queue.driver,
    problem: typeof counted === "string" ? counted : null,
    total: queued + processing + completed + failed,
    queued,
    processing,
    completed,
    failed,
    successRate: completed + failed > 0 ? completed / (completed + failed) : null,
    finishedWithinHours: FINISHED_WITHIN_HOURS,
    meanProcessingMs: reminders ? meanOf(Object.values(reminders)) : null,
    meanSince: reminders ? earliest(Object.values(reminders)) : null,
    oldestOverdueSeconds: oldest ? Math.floor(now.since(oldest.dueAt).total("seconds")) : 0,
    queues: Object.fromEntries(figures) as Record<QueueName, QueueFigures>,
    reminders,
    rows,
  };
}

/** Queue figures of the installation, with its runs that have not ended, by state. */
export interface JobMetrics extends QueueStats {
  runs: Record<OpenRunState, number>;
}

export const readJobMetrics = async (context: Pick<AppContext, "queue" | "db" | "clock">): Promise<JobMetrics> => ({
  ...(await readQueueStats(context)),
  runs: await countOpenRuns(context),
});

function meanOf(counts: readonly QueueCounts[]): number | null {
  const tries = counts.reduce((sum, each) => sum + each.tries, 0);
  return tries > 0 ? Math.round(counts.reduce((sum, each) => sum + each.busyMs, 0) / tries) : null;
}

const earliest = (counts: readonly QueueCounts[]): Instant | null =>
  counts.flatMap(({ since }) => since ?? []).sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0] ?? null;
