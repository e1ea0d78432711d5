import { z } from "zod";
import type { Instant } from "../time/time.ts";

export const queueNames = ["events", "steps", "background", "campaigns", "maintenance"] as const;
export type QueueName = (typeof queueNames)[number];

/** Lower runs first, as in Bull. */
export const priorities = { critical: 1, high: 3, normal: 5, low: 7 } as const;
export type Priority = (typeof priorities)[keyof typeof priorities];

/**
 * The contract between web and worker: queue, payload and attempts of each job. A job only reminds the worker of rows
 * in the database; its payload names the row that raised it, and no decision depends on it.
 */
export const jobs = {
  "events.ingest": { queue: "events", attempts: 5, payload: z.object({ id: z.string() }) },
  "steps.run": { queue: "steps", attempts: 5, payload: z.object({ id: z.string() }) },
  "background.run": { queue: "background", attempts: 3, payload: z.object({ id: z.string() }) },
  "campaigns.run": { queue: "campaigns", attempts: 3, payload: z.object({ id: z.string() }) },
  "task.run": { queue: "maintenance", attempts: 3, payload: z.object({ name: z.string() }) },
} satisfies Record<string, { queue: QueueName; attempts: number; payload: z.ZodType }>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]["payload"]>;

/** A job to enqueue now or at `at`. Jobs with the same id are the same reminder. */
export type Reminder = {
  [N in JobName]: { name: N; id: string; payload: JobPayload<N>; priority: Priority; at?: Instant };
}[JobName];
