import type { JobName, Priority, QueueName } from "#core/operations/jobs.ts";
import { Heap } from "#core/heap.ts";
import type { Instant } from "#core/time/time.ts";
import type { FailedJob, QueueCounts } from "./queue.server.ts";

/** As many failed jobs as Bull is told to keep. */
export const RETAINED_FAILED_JOBS = 1_000;

export interface QueueEntry {
  id: string;
  name: JobName;
  payload: unknown;
  priority: Priority;
  /** Milliseconds since the epoch. */
  dueAt: number;
  /** Tries made. */
  attempts: number;
}

interface Placed extends QueueEntry {
  /** Equal ones leave in the order they came. */
  arrival: number;
}

/**
 * One queue of the in-process driver: what waits, is due, is active or failed. It neither runs jobs nor reads a
 * clock.
 */
export class QueueState {
  readonly #waiting = new Heap<Placed>(
    (a, b) => a.priority < b.priority || (a.priority === b.priority && a.arrival < b.arrival),
  );
  readonly #delayed = new Heap<Placed>((a, b) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.arrival < b.arrival));
  readonly #failed = new Map<string, { job: FailedJob; entry: QueueEntry }>();
  /** The ids of all that waits, is delayed or active. */
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

  /** Ignores an id that is in already; one that failed earlier starts anew. */
  add(entry: QueueEntry): void {
    if (this.#ids.has(entry.id)) return;
    this.#failed.delete(entry.id);
    this.#ids.add(entry.id);
    this.#delayed.push(this.#place(entry));
  }

  /** A try has ended, well or not. */
  tried(ms: number, now: () => Instant): void {
    this.#since ??= now();
    this.#tries++;
    this.#busyMs += ms;
  }

  /** Takes the first of those due at `now`, which is active from here on. */
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

  tryAgain(entry: QueueEntry, dueAt: number): void {
    this.#active--;
    this.#delayed.push(this.#place({ ...entry, dueAt }));
  }

  fail(entry: QueueEntry, error: Error): void {
    this.#active--;
    this.#ids.delete(entry.id);
    const { id, name, attempts } = entry;
    this.#failed.set(id, { job: { id, queue: this.queue, name, error: error.message, attempts }, entry });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > RETAINED_FAILED_JOBS && oldest !== undefined) this.#failed.delete(oldest);
  }

  /** Puts a failed job back, with its tries before it again. False when none has this id. */
  revive(id: string, now: number): boolean {
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

  /** When the next delayed job is due, in milliseconds since the epoch. */
  nextDue(): number | undefined {
    return this.#delayed.first()?.dueAt;
  }

  #place(entry: QueueEntry): Placed {
    return { ...entry, arrival: this.#arrivals++ };
  }

  #promote(now: number): void {
    for (let next = this.#delayed.first(); next && next.dueAt <= now; next = this.#delayed.first()) {
      this.#delayed.pop();
      this.#waiting.push(this.#place(next));
    }
  }
}
