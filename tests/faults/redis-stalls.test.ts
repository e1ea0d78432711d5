import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { systemClock } from "#shell/clock.server.ts";
import { createBullQueue } from "#shell/queue/bull.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import { describeWithRedis, testRedisUrl } from "#tests/support/redis.ts";
import { startTcpProxy } from "#tests/support/tcp-proxy.ts";
import { buildHouse, type House } from "../services/test-app.ts";

describeWithRedis("Redis behind a wire that fails", () => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(await emptyDatabase());
    await house.open(["order-confirmation"]);
  });
  afterEach(() => house.close());

  test.each(["cut", "refuse", "halfOpen"] as const)(
    "%s: a delivery is answered in time, and its text goes out once by the rows alone",
    async (fault) => {
      const url = await testRedisUrl();
      const proxy = await startTcpProxy(Number(new URL(url).port));
      onTestFinished(() => proxy.close());
      const queue = createBullQueue({ redisUrl: proxy.url(url), clock: systemClock, log: house.context.log });
      onTestFinished(() => queue.close());
      await queue.counts();
      house.context.queue = queue;
      proxy[fault]();
      const began = performance.now();
      expect(await house.deliver("orders/create", orderBody())).toBe("stored");
      expect(performance.now() - began).toBeLessThan(5_000);
      await house.work();
      expect(house.texts).toHaveLength(1);
      proxy.restore();
      await house.work();
      expect(house.texts).toHaveLength(1);
    },
  );
});
