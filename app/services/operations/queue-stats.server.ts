import { queueNames, type QueueName } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { QueueCounts } from "#shell/queue/queue.server.ts";
import { countRows, type RowCounts } from "#shell/repositories/operations/backlog.server.ts";
import { countQueueWork, oldestDue, type QueueWork } from "#shell/repositories/operations/queue-work.server.ts";

/** Finished work is that which came due within so many hours. */
const FINISHED_WITHIN_HOURS = 24;

/** A queue's work, and how long a try at it takes; null where that is not known. */
interface QueueFigures extends QueueWork {
  meanProcessingMs: number | null;
}

/** The figures that the operator's tool, the page and the API show alike. */
export interface QueueStats {
  driver: "bull" | "in-process";
  /** Why the queue could not be asked; null where it could. The rows are counted all the same. */
  problem: string | null;
  /** All that waits, is under way, or came due within `finishedWithinHours` and is finished. */
  total: number;
  queued: number;
  processing: number;
  completed: number;
  failed: number;
  /** Of what is finished, the part that went well: 0 to 1; null where nothing is. */
  successRate: number | null;
  finishedWithinHours: number;
  meanProcessingMs: number | null;
  /** Since when the time that tries take is added up: as far back as the driver remembers. */
  meanSince: Instant | null;
  oldestOverdueSeconds: number;
  /** From the rows, which outlive every process. */
  queues: Record<QueueName, QueueFigures>;
  /**
   * What the driver itself holds: reminders of the rows. Null for one shop among others, or where it cannot be asked.
   */
  reminders: Record<QueueName, QueueCounts> | null;
  /** The truth behind the queue. */
  rows: RowCounts;
}

/** @param shopId counts the work of one shop alone; without it, that of the installation */
export async function readQueueStats(
  { queue, db, clock }: Pick<AppContext, "queue" | "db" | "clock">,
  shopId: string | null = null,
): Promise<QueueStats> {
  const now = clock.now();
  const since = now.subtract({ hours: FINISHED_WITHIN_HOURS });
  const asked = await queue
    .counts()
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const reminders = typeof asked === "string" || shopId !== null ? null : asked;
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
    problem: typeof asked === "string" ? asked : null,
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

function meanOf(counts: readonly QueueCounts[]): number | null {
  const tries = counts.reduce((sum, each) => sum + each.tries, 0);
  return tries > 0 ? Math.round(counts.reduce((sum, each) => sum + each.busyMs, 0) / tries) : null;
}

const earliest = (counts: readonly QueueCounts[]): Instant | null =>
  counts.flatMap(({ since }) => since ?? []).sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0] ?? null;
