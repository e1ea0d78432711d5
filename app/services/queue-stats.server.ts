import type { QueueName } from "#core/jobs.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { QueueCounts } from "#shell/queue/queue.server.ts";
import { countRows, type RowCounts } from "#shell/repositories/backlog.server.ts";

export interface QueueStats {
  driver: "bull" | "in-process";
  queues: Record<QueueName, QueueCounts>;
  /** The truth behind the queue. */
  rows: RowCounts;
}

export async function readQueueStats({ queue, db, clock }: Pick<AppContext, "queue" | "db" | "clock">): Promise<QueueStats> {
  return { driver: queue.driver, queues: await queue.counts(), rows: await countRows(db.pool, clock.now()) };
}
