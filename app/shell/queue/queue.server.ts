import type { JobName, JobPayload, QueueName, Reminder } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";

/** Job counts, with Bull's meaning. */
export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
  completed: number;
  failed: number;
  /** Finished attempts, successful or not; `busyMs` is their total duration in milliseconds. */
  tries: number;
  busyMs: number;
  /** Start of the statistics `completed`, `tries` and `busyMs`; null before the first attempt. */
  since: Instant | null;
}

export interface FailedJob {
  id: string;
  queue: QueueName;
  name: string;
  error: string;
  attempts: number;
}

/** The queue retries a handler that throws, with exponential backoff, up to the job's attempts. */
export type Handlers = { [N in JobName]: (payload: JobPayload<N>) => Promise<void> };
export type Concurrency = Record<QueueName, number>;

/**
 * A queue of reminders. The database has the truth: losing all jobs loses nothing, because the sweep recreates them.
 * Two drivers implement one contract: Bull on Redis, and in-process.
 */
export interface Queue {
  readonly driver: "bull" | "in-process";
  /**
   * Adds reminders. Ignores an id that is waiting, delayed or active; replaces one that failed.
   * @throws QueueUnavailable within two seconds if the queue is unreachable; the caller logs and continues
   */
  remind(reminders: readonly Reminder[]): Promise<void>;
  /**
   * Starts handling jobs in this process. A payload that does not match its schema fails without retry.
   * @throws QueueUnavailable if Redis may evict jobs; waits for an unreachable Redis
   */
  work(handlers: Handlers, concurrency: Concurrency): Promise<void>;
  /** Whether reminders reach a worker now. Settles within two seconds, and does not throw. */
  isReachable(): Promise<boolean>;
  counts(): Promise<Record<QueueName, QueueCounts>>;
  failed(): Promise<FailedJob[]>;
  /**
   * Retries a failed job with all its attempts.
   * @returns false if no failed job has this id
   */
  retry(id: string): Promise<boolean>;
  /** Resolves when no job is active, or waiting and due. */
  idle(): Promise<void>;
  /** Waits for active jobs, then closes all connections. */
  close(): Promise<void>;
}

export class QueueUnavailable extends Error {
  override name = "QueueUnavailable";
}
