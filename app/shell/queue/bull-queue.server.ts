import Bull from "bull";
import { jobs, type QueueName, type Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { backoff } from "./backoff.server.ts";
import { RETAINED_FAILED_JOBS } from "./queue-state.server.ts";
import type { FailedJob, QueueCounts } from "./queue.server.ts";
import type { RedisConnections } from "./redis-connections.server.ts";

const WEEK = 7 * 24 * 60 * 60;
/** Bull orders delayed jobs by their time times this, plus a counter. */
const DELAYED_SCALE = 0x1000;

/** An id such as "delayed" would be one of Bull's own keys. */
const toBullId = (id: string) => `j-${id}`;
export const fromBullId = (id: Bull.JobId) => String(id).slice("j-".length);

export interface BullQueueOptions {
  name: QueueName;
  prefix: string;
  connections: RedisConnections;
  /** Milliseconds after a first failure. */
  backoffBase: number;
}

/** One of our queues, as Bull is to keep it. */
export function openBullQueue({ name, prefix, connections, backoffBase }: BullQueueOptions): Bull.Queue {
  const queue = new Bull(name, {
    prefix,
    createClient: (type) => connections.create(type),
    // Keeps the number of completed jobs, which are themselves removed: one that stayed would block its id.
    metrics: { maxDataPoints: 60 },
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: { count: RETAINED_FAILED_JOBS, age: WEEK },
      backoff: { type: "jittered" },
      stackTraceLimit: 1,
    },
    settings: {
      backoffStrategies: { jittered: (attempts) => backoff(attempts, backoffBase) },
      retryProcessDelay: 500,
      // A deploy that kills its workers is no fault of the job; a poisonous one is counted in the database.
      maxStalledCount: 3,
    },
  });
  // Bull would name its connections without waiting for the answer, and a refusal end the process.
  return Object.assign(queue, { setWorkerName: async () => {} });
}

/**
 * @param now milliseconds since the epoch, by the clock that the reminders' times are of
 * @throws when Redis did not take all of them
 */
export async function addTo(queue: Bull.Queue, reminders: readonly Reminder[], now: number): Promise<void> {
  const ids = reminders.map(({ id }) => toBullId(id));
  await forgetFailed(queue, ids);
  const asked = reminders.map(({ id, name, payload, priority, at }) => ({
    name,
    data: payload,
    opts: {
      jobId: toBullId(id),
      priority,
      attempts: jobs[name].attempts,
      delay: at ? Math.max(at.epochMilliseconds - now, 0) : 0,
    },
  }));
  const added = await queue.addBulk(asked);
  // Bull passes over what is refused inside its transaction, as all is by a Redis that lost its scripts: such a job has
  // no id. Alone, the script goes with it, or the refusal is heard.
  const refused = asked.filter((_, index) => added[index]?.id === undefined);
  await Promise.all(refused.map(({ name, data, opts }) => queue.add(name, data, opts)));
}

/** A failed job is kept to be looked at, but must not stand in the way of its row's next reminder. */
async function forgetFailed(queue: Bull.Queue, ids: readonly string[]): Promise<void> {
  const scores = await queue.client.zmscore(queue.toKey("failed"), ...ids);
  const failed = ids.filter((_, index) => scores[index] !== null);
  await Promise.all(failed.map(async (id) => (await queue.getJob(id))?.remove()));
}

/** The key, beside Bull's own, under which the tries of all processes are added up. */
const timesKey = (queue: Bull.Queue): string => queue.toKey("times");

/** Adds one try to those that have ended. Sent before Bull tells of the job's end, so whoever sees that sees this. */
export async function addTry(queue: Bull.Queue, ms: number, at: Instant): Promise<void> {
  await queue.client
    .multi()
    .hsetnx(timesKey(queue), "since", at.toString())
    .hincrby(timesKey(queue), "tries", 1)
    .hincrby(timesKey(queue), "busyMs", ms)
    .exec();
}

export async function countsOf(queue: Bull.Queue): Promise<QueueCounts> {
  const [{ waiting, active, delayed, failed }, completed, times] = await Promise.all([
    queue.getJobCounts(),
    queue.getMetrics("completed", 0, 0),
    queue.client.hgetall(timesKey(queue)),
  ]);
  return {
    waiting,
    active,
    delayed,
    failed,
    completed: completed.meta.count,
    tries: Number(times.tries ?? 0),
    busyMs: Number(times.busyMs ?? 0),
    since: times.since ? Temporal.Instant.from(times.since) : null,
  };
}

/** Whether something is active, or waits and is due. */
export async function isBusy(queue: Bull.Queue): Promise<boolean> {
  const dueNow = (Date.now() + 1) * DELAYED_SCALE - 1;
  const [{ waiting, active }, due] = await Promise.all([
    queue.getJobCounts(),
    queue.client.zcount(queue.toKey("delayed"), 0, dueNow),
  ]);
  return waiting + active + due > 0;
}

/** Newest first. */
export async function failedIn(queue: Bull.Queue): Promise<FailedJob[]> {
  const failed = await queue.getFailed(0, RETAINED_FAILED_JOBS - 1);
  return failed.map((job) => ({
    id: fromBullId(job.id),
    queue: queue.name as QueueName,
    name: job.name,
    error: job.failedReason ?? "",
    attempts: job.attemptsMade,
  }));
}

/** Puts a failed job back, with its tries before it again. False when none has this id. */
export async function revive(queue: Bull.Queue, id: string): Promise<boolean> {
  const job = await queue.getJob(toBullId(id));
  if (!job || !(await job.isFailed())) return false;
  await queue.client.hset(queue.toKey(toBullId(id)), "attemptsMade", 0);
  await job.retry();
  return true;
}
