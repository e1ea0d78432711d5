import { Redis } from "ioredis";
import pino from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { queueNames } from "#core/operations/jobs.ts";
import { systemClock } from "#shell/clock.server.ts";
import type { Log } from "#shell/log.server.ts";
import { createBullQueue } from "#shell/queue/bull.server.ts";
import { QueueUnavailable, type Handlers, type Queue } from "#shell/queue/queue.server.ts";
import { describeWithRedis, ownRedis, testRedisUrl } from "#tests/support/redis.ts";
import { startTcpProxy } from "#tests/support/tcp-proxy.ts";
import { describeQueue, gate, handlers, one, silent, step } from "./contract.ts";

function open(redisUrl: string, log: Log = silent): Queue {
  const queue = createBullQueue({ redisUrl, clock: systemClock, log, backoffBase: 1 });
  onTestFinished(() => queue.close());
  return queue;
}

/** A log whose lines can be read. */
function recording(level = "info") {
  const lines: { level: number; msg: string }[] = [];
  return {
    lines,
    log: pino({ level }, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) }),
  };
}

/** Reminds until it is taken; each failure waits for the proxy to see the next connection. */
async function untilTaken(attempt: () => Promise<void>, nextConnection: () => Promise<void>): Promise<void> {
  for (;;) {
    const next = nextConnection();
    try {
      return await attempt();
    } catch (error) {
      expect(error).toBeInstanceOf(QueueUnavailable);
      await next;
    }
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describeWithRedis("Bull", () => {
  describeQueue("bull", async (options) => createBullQueue({ ...options, redisUrl: await testRedisUrl() }));

  test("lets go of every connection when it closes", async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.stop());
    const watcher = new Redis(redis.url);
    onTestFinished(() => watcher.disconnect());
    const connections = async () => ((await watcher.client("LIST")) as string).trim().split("\n").length;
    const queue = createBullQueue({ redisUrl: redis.url, clock: systemClock, log: silent });
    await queue.work(handlers({}), one);
    await queue.remind([step("1")]);
    await queue.idle();
    expect(await connections()).toBe(1 + 2 + queueNames.length);
    await queue.close();
    await vi.waitFor(async () => expect(await connections()).toBe(1));
  });

  test("a worker whose Redis was flushed in the middle of a job goes on with the next", async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.stop());
    const queue = open(redis.url);
    const door = gate();
    const later = Promise.withResolvers<void>();
    await queue.work(
      handlers({ "steps.run": ({ id }) => (id === "lost" ? door.pass() : Promise.resolve(later.resolve())) }),
      one,
    );
    await queue.remind([step("lost"), step("lost too")]);
    await door.reached;
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    door.open();
    await queue.remind([step("later")]);
    await later.promise;
    await queue.idle();
    expect(await queue.failed()).toEqual([]);
  });

  test("a worker outlives a restart of Redis that forgets everything", async () => {
    const redis = await ownRedis();
    const { log, lines } = recording();
    const queue = open(redis.url, log);
    const seen: string[] = [];
    const back = Promise.withResolvers<void>();
    await queue.work(
      handlers({
        "steps.run": async ({ id }) => {
          seen.push(id);
          if (id === "after") back.resolve();
        },
      }),
      one,
    );
    await queue.remind([step("before")]);
    await queue.idle();
    await redis.stop();
    await expect(queue.remind([step("meanwhile")])).rejects.toBeInstanceOf(QueueUnavailable);
    const again = await ownRedis({ port: redis.port });
    onTestFinished(() => again.stop());
    await vi.waitFor(() => queue.remind([step("after")]), { timeout: 5_000 });
    await back.promise;
    await queue.idle();
    expect(seen).toEqual(["before", "after"]);
    expect(lines.map(({ msg }) => msg)).toEqual([
      "Redis cannot be reached; reminders wait in the database until it can",
      "Redis is back",
    ]);
  });

  test.for(["refuse", "halfOpen"] as const)(
    "a Redis that is gone (%s) fails a reminder fast; when it is back, all is well",
    async (fault) => {
      const url = await testRedisUrl();
      const proxy = await startTcpProxy(Number(new URL(url).port));
      onTestFinished(() => proxy.close());
      const queue = open(proxy.url(url));
      const handled = Promise.withResolvers<void>();
      await queue.work(handlers({ "steps.run": async () => handled.resolve() }), one);
      await queue.counts();

      proxy[fault]();
      for (let times = 0; times < 3; times++) {
        expect(
          await milliseconds(() => expect(queue.remind([step("x")])).rejects.toBeInstanceOf(QueueUnavailable)),
        ).toBeLessThan(2_000);
      }
      await expect(queue.counts()).rejects.toBeInstanceOf(QueueUnavailable);

      proxy.restore();
      await untilTaken(
        () => queue.remind([step("x")]),
        () => proxy.nextConnection(),
      );
      await handled.promise;
      await queue.idle();
    },
  );

  test("a Redis that was never there fails fast, holds up no start and no end", async () => {
    const proxy = await startTcpProxy(1);
    onTestFinished(() => proxy.close());
    proxy.refuse();
    const { log, lines } = recording();
    const queue = open(`redis://127.0.0.1:${proxy.port}`, log);
    expect(
      await milliseconds(() => expect(queue.remind([step("x")])).rejects.toBeInstanceOf(QueueUnavailable)),
    ).toBeLessThan(2_000);
    expect(await milliseconds(() => queue.work(handlers({}), one))).toBeLessThan(2_000);
    expect(lines.map(({ msg }) => msg)).toContain("Redis cannot be reached; jobs are handled once it can");
    expect(await milliseconds(() => queue.close())).toBeLessThan(2_000);
  });

  test("closes in peace while Redis is gone and a job is active", async () => {
    const url = await testRedisUrl();
    const proxy = await startTcpProxy(Number(new URL(url).port));
    onTestFinished(() => proxy.close());
    const queue = createBullQueue({ redisUrl: proxy.url(url), clock: systemClock, log: silent });
    const door = gate();
    let finished = false;
    await queue.work(handlers({ "steps.run": () => door.pass().then(() => void (finished = true)) }), one);
    await queue.remind([step("active")]);
    await door.reached;
    proxy.refuse();
    // By the second attempt the first has failed, and every connection knows that Redis is gone.
    await proxy.nextConnection();
    await proxy.nextConnection();
    const closing = queue.close();
    door.open();
    expect(await milliseconds(() => closing)).toBeLessThan(2_000);
    expect(finished).toBe(true);
  });

  test("refuses a Redis that may evict jobs, says what to do, and takes it once that is done", async () => {
    const redis = await ownRedis({ maxmemoryPolicy: "allkeys-lru" });
    onTestFinished(() => redis.stop());
    const { log, lines } = recording("error");
    const queue = open(redis.url, log);
    await expect(queue.remind([step("1")])).rejects.toThrow("maxmemory-policy is allkeys-lru");
    await expect(queue.work(handlers({}), one)).rejects.toBeInstanceOf(QueueUnavailable);
    expect(lines[0]?.msg).toContain("CONFIG SET maxmemory-policy noeviction");

    const client = new Redis(redis.url);
    await client.config("SET", "maxmemory-policy", "noeviction");
    client.disconnect();
    await vi.waitFor(() => queue.remind([step("1")]));
    expect((await queue.counts()).steps.waiting).toBe(1);
  });

  test("a reminder that Redis has no memory for is not taken for given", async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.stop());
    const queue = open(redis.url);
    await queue.counts();
    const client = new Redis(redis.url);
    await client.config("SET", "maxmemory", "1");
    client.disconnect();
    await expect(queue.remind([step("1")])).rejects.toBeInstanceOf(QueueUnavailable);
  });

  test("a Redis that lost its scripts takes reminders all the same", async () => {
    const redis = await ownRedis();
    onTestFinished(() => redis.stop());
    const queue = open(redis.url);
    await queue.remind([step("before")]);
    const client = new Redis(redis.url);
    await client.script("FLUSH");
    client.disconnect();
    await queue.remind([step("1"), step("2")]);
    await queue.remind([step("3")]);
    expect((await queue.counts()).steps.waiting).toBe(4);
  });

  test("two workers share the jobs, each handled by one", async () => {
    const url = await testRedisUrl();
    const [first, second] = [open(url), open(url)];
    const seen: string[] = [];
    const handle: Handlers["steps.run"] = async ({ id }) => void seen.push(id);
    await Promise.all([
      first.work(handlers({ "steps.run": handle }), { ...one, steps: 5 }),
      second.work(handlers({ "steps.run": handle }), { ...one, steps: 5 }),
    ]);
    const ids = Array.from({ length: 200 }, (_, index) => String(index).padStart(3, "0"));
    await Promise.all([first.remind(ids.map((id) => step(id))), second.remind(ids.map((id) => step(id)))]);
    await first.idle();
    expect(new Set(seen)).toEqual(new Set(ids));
  });
});
