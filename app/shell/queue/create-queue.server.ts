import type { Clock } from "#shell/clock.server.ts";
import type { Log } from "#shell/log.server.ts";
import { createInProcessQueue } from "./in-process.server.ts";
import type { Queue } from "./queue.server.ts";

/** Creates a Bull queue if Redis is configured, else an in-process one. Loads Bull only if needed. */
export async function createQueue({
  redisUrl,
  clock,
  log,
}: {
  redisUrl?: string;
  clock: Clock;
  log: Log;
}): Promise<Queue> {
  if (!redisUrl) return createInProcessQueue({ clock, log });
  const { createBullQueue } = await import("./bull.server.ts");
  return createBullQueue({ redisUrl, clock, log });
}
