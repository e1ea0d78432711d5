import type { JobName, JobPayload, QueueName, Reminder } from "#core/operations/jobs.ts";
import type { Instant } from "#core/time/time.ts";

/** What a queue holds at this moment, counted as Bull counts. */
export interface QueueCounts {
  waiting: number;
  active: number;
  delayed: number;
  completed: number;
  failed: number;
  /** Tries that have ended, well or not, and how long they took together, in milliseconds. */
  tries: number;
  busyMs: number;
  /**
   * Since when `completed`, `tries` and `busyMs` are counted: as long as the driver remembers. Null before the first
   * try.
   */
  since: Instant | null;
}

export interface FailedJob {
  id: string;
  queue: QueueName;
  name: string;
  error: string;
  attempts: number;
}

/** A handler that throws is tried again, with exponential back-off, up to the job's attempts. */
export type Handlers = { [N in JobName]: (payload: JobPayload<N>) => Promise<void> };
export type Concurrency = Record<QueueName, number>;

/**
 * Reminders between the processes. Rows are the truth: losing all that a queue holds loses nothing, because the sweep
 * makes the reminders again. Two drivers keep one contract: Bull on Redis, and one inside the process.
 */
export interface Queue {
  readonly driver: "bull" | "in-process";
  /**
   * Puts reminders in, many at once. One whose id waits already, is delayed or active is ignored; one whose id has
   * failed takes that one's place.
   * @throws QueueUnavailable within two seconds when the queue cannot be reached; the caller logs and goes on
   */
  remind(reminders: readonly Reminder[]): Promise<void>;
  /**
   * Starts handling jobs in this process. Payloads that do not fit their schema fail at once, without another try.
   * @throws QueueUnavailable on a queue that may forget reminders; one that cannot be reached is waited for
   */
  work(handlers: Handlers, concurrency: Concurrency): Promise<void>;
  counts(): Promise<Record<QueueName, QueueCounts>>;
  failed(): Promise<FailedJob[]>;
  /** Puts a failed job back, with all its tries. False when no failed job has this id. */
  retry(id: string): Promise<boolean>;
  /** Resolves when nothing is active and nothing waits that is due already. */
  idle(): Promise<void>;
  /** Lets active jobs finish, then lets go of everything. */
  close(): Promise<void>;
}

export class QueueUnavailable extends Error {
  override name = "QueueUnavailable";
}
