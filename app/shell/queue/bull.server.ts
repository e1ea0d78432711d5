import type Bull from "bull";
import { jobs, queueNames, type QueueName, type Reminder } from "#core/operations/jobs.ts";
import type { Clock } from "#shell/clock.server.ts";
import type { Log } from "#shell/log.server.ts";
import { withTimeout } from "#shell/deadline.server.ts";
import { BASE_BACKOFF } from "./backoff.server.ts";
import {
  addReminders,
  addTry,
  countsOf,
  failedIn,
  fromBullId,
  isBusy,
  openBullQueue,
  retryFailed,
} from "./bull-queue.server.ts";
import {
  QueueUnavailable,
  type Concurrency,
  type FailedJob,
  type Handlers,
  type Queue,
  type QueueCounts,
} from "./queue.server.ts";
import { RedisConnections, RedisRefused } from "./redis-connections.server.ts";
import { asError, mayRetry, runJob } from "./run-job.server.ts";

export interface BullOptions {
  redisUrl: string;
  clock: Clock;
  log: Log;
  /** Prefix of the Redis keys. */
  prefix?: string;
  /** Backoff base in milliseconds. */
  backoffBase?: number;
}

/** Timeout of a Redis request, in milliseconds. */
const REQUEST_TIMEOUT_MS = 1_900;
/** Timeout of storing the results of the last jobs at shutdown, in milliseconds. */
const CLOSE_TIMEOUT_MS = 3_000;
/** Jobs per Redis transaction, which blocks other clients. */
const BULK_SIZE = 1_000;

/** The production queue. Redis may lose its data: the database has the truth, and the sweep recreates the reminders. */
export function createBullQueue(options: BullOptions): Queue {
  return new BullQueue(options);
}

class BullQueue implements Queue {
  readonly driver = "bull";
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #connections: RedisConnections;
  readonly #queues: ReadonlyMap<QueueName, Bull.Queue>;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor({ redisUrl, clock, log, prefix = "shopbell", backoffBase = BASE_BACKOFF }: BullOptions) {
    this.#clock = clock;
    this.#log = log;
    const connections = new RedisConnections(redisUrl, log);
    this.#connections = connections;
    this.#queues = new Map(
      queueNames.map((name) => [name, this.#withListeners(openBullQueue({ name, prefix, connections, backoffBase }))]),
    );
  }

  async remind(reminders: readonly Reminder[]): Promise<void> {
    const now = this.#clock.now().epochMilliseconds;
    const byQueue = Map.groupBy(reminders, ({ name }) => jobs[name].queue);
    await Promise.all(
      [...byQueue].map(async ([name, ofQueue]) => {
        for (let from = 0; from < ofQueue.length; from += BULK_SIZE) {
          const batch = ofQueue.slice(from, from + BULK_SIZE);
          await this.#request(() => addReminders(this.#queue(name), batch, now));
        }
      }),
    );
  }

  async work(handlers: Handlers, concurrency: Concurrency): Promise<void> {
    await this.#connections.usable().catch((error: unknown) => {
      if (error instanceof RedisRefused) throw error;
      this.#log.warn("Redis cannot be reached; jobs are handled once it can");
    });
    for (const [name, queue] of this.#queues) {
      const working = queue.process("*", concurrency[name], (job) => this.#run(handlers, job));
      working.catch((error: unknown) => this.#report(error));
    }
  }

  isReachable(): Promise<boolean> {
    return this.#request(async () => {}).then(
      () => true,
      () => false,
    );
  }

  async counts(): Promise<Record<QueueName, QueueCounts>> {
    const counted = await this.#requestEach(countsOf);
    return Object.fromEntries(counted.map((counts, index) => [queueNames[index], counts])) as Record<
      QueueName,
      QueueCounts
    >;
  }

  async failed(): Promise<FailedJob[]> {
    return (await this.#requestEach(failedIn)).flat();
  }

  async retry(id: string): Promise<boolean> {
    return (await this.#requestEach((queue) => retryFailed(queue, id))).includes(true);
  }

  async idle(): Promise<void> {
    // Another process may run jobs, so ask Redis.
    while ((await this.#requestEach(isBusy)).includes(true)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const closed = Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#connections.stopBlocking();
    await Promise.all(this.#running);
    // Bull still stores the results of the last jobs; do not wait for a Redis that does not respond.
    await withTimeout(CLOSE_TIMEOUT_MS, closed);
    await this.#connections.close();
  }

  async #run(handlers: Handlers, job: Bull.Job): Promise<void> {
    const began = performance.now();
    const running = runJob(handlers, job.name, job.data).finally(() => {
      // Losing statistics must not fail a job.
      addTry(job.queue, Math.round(performance.now() - began), this.#clock.now()).catch(() => {});
    });
    const settled: Promise<unknown> = running.catch(() => {}).then(() => this.#running.delete(settled));
    this.#running.add(settled);
    try {
      await running;
    } catch (thrown) {
      if (!mayRetry(thrown)) await job.discard();
      throw asError(thrown);
    }
  }

  /** @throws QueueUnavailable if Redis does not respond in time */
  async #request<T>(request: () => Promise<T>): Promise<T> {
    if (this.#closing) throw new QueueUnavailable("the queue is closed");
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#connections.abandon();
        reject(new QueueUnavailable("Redis does not answer"));
      }, REQUEST_TIMEOUT_MS);
    });
    try {
      return await Promise.race([this.#connections.usable().then(request), timeout]);
    } catch (error) {
      throw error instanceof QueueUnavailable
        ? error
        : new QueueUnavailable("Redis did not take the request", { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Sends a request to every queue, in the order of `queueNames`. */
  #requestEach<T>(request: (queue: Bull.Queue) => Promise<T>): Promise<T[]> {
    return this.#request(() => Promise.all(queueNames.map((name) => request(this.#queue(name)))));
  }

  #queue(name: QueueName): Bull.Queue {
    return this.#queues.get(name) as Bull.Queue;
  }

  #withListeners(queue: Bull.Queue): Bull.Queue {
    queue.on("error", (error) => this.#report(error));
    queue.on("failed", ({ id, name, attemptsMade }, error) => {
      this.#log.warn({ job: fromBullId(id), name, attempt: attemptsMade, err: error }, "job failed");
    });
    return queue;
  }

  /** While Redis is down, every worker slot reports errors; the outage itself is logged once. */
  #report(error: unknown): void {
    const expected = this.#closing !== undefined || !this.#connections.connected;
    this.#log[expected ? "debug" : "warn"]({ err: error }, "a queue stumbled");
  }
}
