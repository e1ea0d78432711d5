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
  /** Backoff base in milliseconds. */
  backoffBase?: number;
}

/** Node's timers overflow above this many milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The in-process queue: its jobs are lost with the process, and the sweep recreates them from the rows. */
export function createInProcessQueue(options: InProcessOptions): Queue {
  return new InProcessQueue(options);
}

class InProcessQueue implements Queue {
  readonly driver = "in-process";
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #backoffBase: number;
  readonly #states = queueNames.map((name) => new QueueState(name));
  readonly #running = new Set<Promise<void>>();
  #idleResolvers: (() => void)[] = [];
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
      // Copy the payload like Redis would, so that producer and handler share no object.
      const copy: unknown = structuredClone(payload);
      this.#stateOf(jobs[name].queue).add({
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

  async isReachable(): Promise<boolean> {
    return !this.#closed;
  }

  async counts(): Promise<Record<QueueName, QueueCounts>> {
    const now = this.#now();
    return Object.fromEntries(this.#states.map((state) => [state.queue, state.counts(now)])) as Record<
      QueueName,
      QueueCounts
    >;
  }

  async failed(): Promise<FailedJob[]> {
    return this.#states.flatMap((state) => state.failed());
  }

  async retry(id: string): Promise<boolean> {
    const now = this.#now();
    const revived = this.#states.some((state) => state.retryFailed(id, now));
    this.#wake();
    return revived;
  }

  async idle(): Promise<void> {
    while (!this.#isIdle()) await new Promise<void>((resolve) => this.#idleResolvers.push(resolve));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    clearImmediate(this.#pumping);
    clearTimeout(this.#timer);
    await Promise.all(this.#running);
  }

  /** Schedules one pass that starts due jobs, for any number of reminders. */
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
      for (const state of this.#states)
        this.#start(state, this.#work.handlers, this.#work.concurrency[state.queue], now);
    this.#armTimer(now);
    if (!this.#isIdle()) return;
    const resolvers = this.#idleResolvers;
    this.#idleResolvers = [];
    for (const resolve of resolvers) resolve();
  }

  #start(state: QueueState, handlers: Handlers, concurrency: number, now: number): void {
    while (state.counts(now).active < concurrency) {
      const entry = state.take(now);
      if (!entry) return;
      const running: Promise<void> = this.#run(state, entry, handlers).finally(() => {
        this.#running.delete(running);
        this.#wake();
      });
      this.#running.add(running);
    }
  }

  async #run(state: QueueState, before: QueueEntry, handlers: Handlers): Promise<void> {
    const entry = { ...before, attempts: before.attempts + 1 };
    const began = performance.now();
    const recordAttempt = () => state.recordAttempt(Math.round(performance.now() - began), () => this.#clock.now());
    try {
      await runJob(handlers, entry.name, entry.payload);
      recordAttempt();
      state.complete(entry);
    } catch (thrown) {
      recordAttempt();
      const error = asError(thrown);
      const willRetry = mayRetry(thrown) && entry.attempts < jobs[entry.name].attempts;
      if (willRetry) state.retryAt(entry, this.#now() + backoff(entry.attempts, this.#backoffBase));
      else state.fail(entry, error);
      this.#log[willRetry ? "warn" : "error"](
        { job: entry.id, name: entry.name, attempt: entry.attempts, err: error },
        willRetry ? "job failed, to be tried again" : "job failed",
      );
    }
  }

  #armTimer(now: number): void {
    clearTimeout(this.#timer);
    const dues = this.#states.flatMap((state) => state.nextDue() ?? []);
    if (dues.length === 0) return;
    const wait = Math.min(Math.max(Math.min(...dues) - now, 1), MAX_TIMER_MS);
    this.#timer = setTimeout(() => this.#wake(), wait).unref();
  }

  #isIdle(): boolean {
    const now = this.#now();
    return this.#states.every((state) => {
      const { waiting, active } = state.counts(now);
      return waiting + active === 0;
    });
  }

  #stateOf(queue: QueueName): QueueState {
    return this.#states.find((state) => state.queue === queue) as QueueState;
  }

  #now(): number {
    return this.#clock.now().epochMilliseconds;
  }
}
