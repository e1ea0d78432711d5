import { Redis } from "ioredis";
import { describe, inject } from "vitest";
import { DATABASES, startRedis, type RedisOptions } from "./redis-server.ts";

/** Address of an empty logical database of the run's Redis that nobody else uses. */
export async function testRedisUrl(): Promise<string> {
  const server = required("redisUrl");
  const client = new Redis(server);
  try {
    const taken = await client.incr("databases-taken");
    if (taken >= DATABASES) throw new Error(`the run's Redis has only ${DATABASES} databases`);
    return `${server}/${taken}`;
  } finally {
    client.disconnect();
  }
}

/** A Redis of the test's own, for what would hurt others: FLUSHALL, a restart, another policy. The caller stops it. */
export const ownRedis = (options?: RedisOptions) => startRedis(required("redisBinary"), options);

/** A suite that is left out where there is no redis-server. */
export function describeWithRedis(name: string, suite: () => void): void {
  describe.skipIf(!inject("redisUrl"))(name, suite);
}

function required(what: "redisUrl" | "redisBinary"): string {
  const value = inject(what);
  if (!value) throw new Error("there is no redis-server here; use describeWithRedis");
  return value;
}
