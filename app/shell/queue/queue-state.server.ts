import type { JobName, Priority, QueueName } from "#core/operations/jobs.ts";
import { Heap } from "#core/heap.ts";
import type { Instant } from "#core/time/time.ts";
import type { FailedJob, QueueCounts } from "./queue.server.ts";

/** Failed jobs kept, here and in Bull. */
export const RETAINED_FAILED_JOBS = 1_000;

export interface QueueEntry {
  id: string;
  name: JobName;
  payload: unknown;
  priority: Priority;
  /** Epoch milliseconds. */
  dueAt: number;
  /** Attempts made. */
  attempts: number;
}

interface OrderedEntry extends QueueEntry {
  /** Tie-breaker: first in, first out. */
  arrival: number;
}

/** State of one in-process queue: waiting, delayed, active and failed jobs. Runs no jobs and reads no clock. */
export class QueueState {
  readonly #waiting = new Heap<OrderedEntry>(
    (a, b) => a.priority < b.priority || (a.priority === b.priority && a.arrival < b.arrival),
  );
  readonly #delayed = new Heap<OrderedEntry>(
    (a, b) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.arrival < b.arrival),
  );
  readonly #failed = new Map<string, { job: FailedJob; entry: QueueEntry }>();
  /** Ids of waiting, delayed and active jobs. */
  readonly #ids = new Set<string>();
  readonly queue: QueueName;
  #active = 0;
  #completed = 0;
  #tries = 0;
  #busyMs = 0;
  #since: Instant | null = null;
  #arrivals = 0;

  constructor(queue: QueueName) {
    this.queue = queue;
  }

  /** Ignores an id that is waiting, delayed or active; replaces one that failed. */
  add(entry: QueueEntry): void {
    if (this.#ids.has(entry.id)) return;
    this.#failed.delete(entry.id);
    this.#ids.add(entry.id);
    this.#delayed.push(this.#withArrival(entry));
  }

  /** Records the end of an attempt. */
  recordAttempt(ms: number, now: () => Instant): void {
    this.#since ??= now();
    this.#tries++;
    this.#busyMs += ms;
  }

  /** Starts the next job that is due at `now`; it is active from then on. */
  take(now: number): QueueEntry | undefined {
    this.#promote(now);
    const entry = this.#waiting.pop();
    if (entry) this.#active++;
    return entry;
  }

  complete(entry: QueueEntry): void {
    this.#active--;
    this.#completed++;
    this.#ids.delete(entry.id);
  }

  retryAt(entry: QueueEntry, dueAt: number): void {
    this.#active--;
    this.#delayed.push(this.#withArrival({ ...entry, dueAt }));
  }

  fail(entry: QueueEntry, error: Error): void {
    this.#active--;
    this.#ids.delete(entry.id);
    const { id, name, attempts } = entry;
    this.#failed.set(id, { job: { id, queue: this.queue, name, error: error.message, attempts }, entry });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > RETAINED_FAILED_JOBS && oldest !== undefined) this.#failed.delete(oldest);
  }

  /**
   * Retries a failed job with all its attempts.
   * @returns false if no failed job has this id
   */
  retryFailed(id: string, now: number): boolean {
    const failed = this.#failed.get(id);
    if (failed) this.add({ ...failed.entry, attempts: 0, dueAt: now });
    return failed !== undefined;
  }

  /** Newest first. */
  failed(): FailedJob[] {
    return [...this.#failed.values()].map(({ job }) => job).toReversed();
  }

  counts(now: number): QueueCounts {
    this.#promote(now);
    return {
      waiting: this.#waiting.size,
      active: this.#active,
      delayed: this.#delayed.size,
      completed: this.#completed,
      failed: this.#failed.size,
      tries: this.#tries,
      busyMs: this.#busyMs,
      since: this.#since,
    };
  }

  /** Due time of the next delayed job, in epoch milliseconds. */
  nextDue(): number | undefined {
    return this.#delayed.first()?.dueAt;
  }

  #withArrival(entry: QueueEntry): OrderedEntry {
    return { ...entry, arrival: this.#arrivals++ };
  }

  #promote(now: number): void {
    for (let next = this.#delayed.first(); next && next.dueAt <= now; next = this.#delayed.first()) {
      this.#delayed.pop();
      this.#waiting.push(this.#withArrival(next));
    }
  }
}
