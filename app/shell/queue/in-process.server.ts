import { jobs, queueNames, type QueueName, type Reminder } from "#core/operations/jobs.ts";
import type { Clock } from "#shell/clock.server.ts";
import type { Log } from "#shell/log.server.ts";
import { backoff, BASE_BACKOFF } from "./backoff.server.ts";
import { QueueState, type QueueEntry } from "./queue-state.server.ts";
import {
  QueueUnavailable,
  type Concurrency,
  type FailedJob,
  type Handlers,
  type Queue,
  type QueueCounts,
} from "./queue.server.ts";
import { asError, mayRetry, runJob } from "./run-job.server.ts";

export interface InProcessOptions {
  clock: Clock;
  log: Log;
  /** Milliseconds after a first failure. */
  backoffBase?: number;
}

/** Timers of Node wrap around above this many milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The queue of a laptop: what it holds goes with the process, and the sweep makes it again from the rows. */
export function createInProcessQueue(options: InProcessOptions): Queue {
  return new InProcessQueue(options);
}

class InProcessQueue implements Queue {
  readonly driver = "in-process";
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #backoffBase: number;
  readonly #lanes = queueNames.map((name) => new QueueState(name));
  readonly #running = new Set<Promise<void>>();
  #idlers: (() => void)[] = [];
  #work: { handlers: Handlers; concurrency: Concurrency } | undefined;
  #pumping: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #stopListening: () => void;

  constructor({ clock, log, backoffBase = BASE_BACKOFF }: InProcessOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#backoffBase = backoffBase;
    this.#stopListening = clock.onJump(() => this.#wake());
  }

  async remind(reminders: readonly Reminder[]): Promise<void> {
    if (this.#closed) throw new QueueUnavailable("the queue is closed");
    const now = this.#now();
    for (const { id, name, payload, priority, at } of reminders) {
      // Only what Redis would carry too: no object is shared between who reminds and who handles.
      const copy: unknown = structuredClone(payload);
      this.#lane(jobs[name].queue).add({
        id,
        name,
        payload: copy,
        priority,
        dueAt: at?.epochMilliseconds ?? now,
        attempts: 0,
      });
    }
    this.#wake();
  }

  async work(handlers: Handlers, concurrency: Concurrency): Promise<void> {
    this.#work = { handlers, concurrency };
    this.#wake();
  }

  async counts(): Promise<Record<QueueName, QueueCounts>> {
    const now = this.#now();
    return Object.fromEntries(this.#lanes.map((lane) => [lane.queue, lane.counts(now)])) as Record<
      QueueName,
      QueueCounts
    >;
  }

  async failed(): Promise<FailedJob[]> {
    return this.#lanes.flatMap((lane) => lane.failed());
  }

  async retry(id: string): Promise<boolean> {
    const now = this.#now();
    const revived = this.#lanes.some((lane) => lane.revive(id, now));
    this.#wake();
    return revived;
  }

  async idle(): Promise<void> {
    while (!this.#isIdle()) await new Promise<void>((resolve) => this.#idlers.push(resolve));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    clearImmediate(this.#pumping);
    clearTimeout(this.#timer);
    await Promise.all(this.#running);
  }

  /** Looks, in a moment, for what may start: many reminders at once are one look. */
  #wake(): void {
    if (this.#closed) return;
    this.#pumping ??= setImmediate(() => {
      this.#pumping = undefined;
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#closed) return;
    const now = this.#now();
    if (this.#work)
      for (const lane of this.#lanes) this.#start(lane, this.#work.handlers, this.#work.concurrency[lane.queue], now);
    this.#armTimer(now);
    if (!this.#isIdle()) return;
    const idlers = this.#idlers;
    this.#idlers = [];
    for (const resolve of idlers) resolve();
  }

  #start(lane: QueueState, handlers: Handlers, concurrency: number, now: number): void {
    while (lane.counts(now).active < concurrency) {
      const entry = lane.take(now);
      if (!entry) return;
      const running: Promise<void> = this.#run(lane, entry, handlers).finally(() => {
        this.#running.delete(running);
        this.#wake();
      });
      this.#running.add(running);
    }
  }

  async #run(lane: QueueState, before: QueueEntry, handlers: Handlers): Promise<void> {
    const entry = { ...before, attempts: before.attempts + 1 };
    const began = performance.now();
    const ended = () => lane.tried(Math.round(performance.now() - began), () => this.#clock.now());
    try {
      await runJob(handlers, entry.name, entry.payload);
      ended();
      lane.complete(entry);
    } catch (thrown) {
      ended();
      const error = asError(thrown);
      const again = mayRetry(thrown) && entry.attempts < jobs[entry.name].attempts;
      if (again) lane.tryAgain(entry, this.#now() + backoff(entry.attempts, this.#backoffBase));
      else lane.fail(entry, error);
      this.#log[again ? "warn" : "error"](
        { job: entry.id, name: entry.name, attempt: entry.attempts, err: error },
        again ? "job failed, to be tried again" : "job failed",
      );
    }
  }

  #armTimer(now: number): void {
    clearTimeout(this.#timer);
    const dues = this.#lanes.flatMap((lane) => lane.nextDue() ?? []);
    if (dues.length === 0) return;
    const wait = Math.min(Math.max(Math.min(...dues) - now, 1), LONGEST_TIMER);
    this.#timer = setTimeout(() => this.#wake(), wait).unref();
  }

  #isIdle(): boolean {
    const now = this.#now();
    return this.#lanes.every((lane) => {
      const { waiting, active } = lane.counts(now);
      return waiting + active === 0;
    });
  }

  #lane(queue: QueueName): QueueState {
    return this.#lanes.find((lane) => lane.queue === queue) as QueueState;
  }

  #now(): number {
    return this.#clock.now().epochMilliseconds;
  }
}
