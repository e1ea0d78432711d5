import Bull from "bull";
import { jobs, type QueueName, type Reminder } from "#core/operations/jobs.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import { backoff } from "./backoff.server.ts";
import { RETAINED_FAILED_JOBS } from "./queue-state.server.ts";
import type { FailedJob, QueueCounts } from "./queue.server.ts";
import type { RedisConnections } from "./redis-connections.server.ts";

const WEEK = 7 * 24 * 60 * 60;
/** Bull's score of a delayed job is its time times this, plus a counter. */
const DELAYED_SCALE = 0x1000;

/** Prefixed, because an id such as "delayed" would collide with Bull's own keys. */
const toBullId = (id: string) => `j-${id}`;
export const fromBullId = (id: Bull.JobId) => String(id).slice("j-".length);

export interface BullQueueOptions {
  name: QueueName;
  prefix: string;
  connections: RedisConnections;
  /** Backoff base in milliseconds. */
  backoffBase: number;
}

/** Opens one Bull queue. */
export function openBullQueue({ name, prefix, connections, backoffBase }: BullQueueOptions): Bull.Queue {
  const queue = new Bull(name, {
    prefix,
    createClient: (type) => connections.create(type),
    // Counts completed jobs, because the jobs themselves are removed: a kept job would block its id.
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
      // A deploy that kills workers is not the job's fault; the database counts the attempts of poison jobs.
      maxStalledCount: 3,
    },
  });
  // Bull sets the connection name without awaiting it, and a rejection would end the process.
  return Object.assign(queue, { setWorkerName: async () => {} });
}

/**
 * @param now epoch milliseconds of the clock that set the reminders' times
 * @throws if Redis did not accept all of them
 */
export async function addReminders(queue: Bull.Queue, reminders: readonly Reminder[], now: number): Promise<void> {
  const ids = reminders.map(({ id }) => toBullId(id));
  await forgetFailed(queue, ids);
  const jobsToAdd = reminders.map(({ id, name, payload, priority, at }) => ({
    name,
    data: payload,
    opts: {
      jobId: toBullId(id),
      priority,
      attempts: jobs[name].attempts,
      delay: at ? Math.max(at.epochMilliseconds - now, 0) : 0,
    },
  }));
  const added = await queue.addBulk(jobsToAdd);
  // `addBulk` ignores errors inside its transaction, for example when Redis lost its scripts: such a job has no id.
  // Adding it alone loads the script, or throws.
  const refused = jobsToAdd.filter((_, index) => added[index]?.id === undefined);
  await Promise.all(refused.map(({ name, data, opts }) => queue.add(name, data, opts)));
}

/** A retained failed job must not block the next reminder with its id. */
async function forgetFailed(queue: Bull.Queue, ids: readonly string[]): Promise<void> {
  const scores = await queue.client.zmscore(queue.toKey("failed"), ...ids);
  const failed = ids.filter((_, index) => scores[index] !== null);
  await Promise.all(failed.map(async (id) => (await queue.getJob(id))?.remove()));
}

/** Redis key of the attempt statistics of all processes. */
const timesKey = (queue: Bull.Queue): string => queue.toKey("times");

/**
 * Counts one finished attempt. Sent before Bull reports the job's end, so that a reader of the end sees the attempt.
 */
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

/** Whether a job is active, or waiting and due. */
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

/**
 * Retries a failed job with all its attempts.
 * @returns false if no failed job has this id
 */
export async function retryFailed(queue: Bull.Queue, id: string): Promise<boolean> {
  const job = await queue.getJob(toBullId(id));
  if (!job || !(await job.isFailed())) return false;
  await queue.client.hset(queue.toKey(toBullId(id)), "attemptsMade", 0);
  await job.retry();
  return true;
}
