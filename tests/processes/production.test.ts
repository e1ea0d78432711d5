import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { testRedisUrl } from "#tests/support/redis.ts";
import { openInstallation, type Installation } from "./installation.ts";

const SENT = `SELECT count(*) AS n FROM "AutomationLog" WHERE "status" = 'sent'`;
const ENTERED = `
  SELECT count(*) AS n FROM "AutomationLog" l JOIN "AutomationSequence" q ON q."id" = l."sequenceId"
    WHERE l."action" = 'enter'`;
const phoneOf = (index: number) => `+1212555${String(1_000 + index)}`;
const order = (index: number) =>
  orderBody({
    order: String(9_000_000_000_000_000 + index),
    id: String(7_000_000_000 + index),
    phone: phoneOf(index),
    token: `t-${index}`,
  });

/** Resident memory of a process, in megabytes. */
const residentMb = (pid: number | undefined) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;

describe.skipIf(!inject("postgresUrl") || !inject("redisUrl"))(
  "web and worker as processes, on Postgres and Redis",
  () => {
    let installation: Installation;
    let redisUrl: string;
    beforeAll(async () => {
      redisUrl = await testRedisUrl();
      installation = await openInstallation(redisUrl);
      await installation.operate("shop", "install", "juniper.myshopify.com", "--credits", "5000");
      await installation.operate("automation", "activate", "juniper.myshopify.com", "order-confirmation");
    });
    afterAll(() => installation.close());

    test("400 deliveries of 200 events at once: 200 texts, none twice, no error, memory flat", async () => {
      const web = await installation.web();
      const worker = installation.worker();
      await installation.deliver("orders/create", order(0));
      await installation.until(SENT, 1);
      const before = residentMb(web.pid);

      const deliveries = Array.from({ length: 400 }, (_, at) => ({
        eventId: `event-${at % 200}`,
        body: order(1 + (at % 200)),
      }));
      const answers = await Promise.all(
        deliveries.map(({ eventId, body }) => installation.deliver("orders/create", body, { eventId })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      await installation.until(SENT, 201);

      const numbers = installation.twilio.messages().map(({ to }) => to);
      expect(numbers).toHaveLength(201);
      expect(new Set(numbers).size).toBe(201);
      expect(await installation.count(`SELECT count(*) AS n FROM "StoreEvent"`)).toBe(201);
      expect(await installation.count(`SELECT count(*) AS n FROM "StoreEvent" WHERE "status" <> 'processed'`)).toBe(0);
      const { code, said } = await installation.operate("ledger", "verify", "juniper.myshopify.com");
      expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('"balance": 4799') });
      // With one shop's variables alone, texts go out from the installation's own number.
      expect(
        await installation.count(
          `SELECT count(*) AS n FROM "Message" WHERE "from" = '+15005550006' AND "senderId" IS NULL`,
        ),
      ).toBe(201);
      expect(await installation.count(`SELECT count(*) AS n FROM "Sender"`)).toBe(0);
      expect(residentMb(web.pid) - before).toBeLessThan(250);
      expect(web.said() + worker.said()).not.toMatch(/"level":(50|60)/);
      await installation.stop(worker);
      await installation.stop(web);
    });

    test("a worker killed outright in the middle: its successor sends the rest, and nothing twice", async () => {
      const web = await installation.web();
      const before = installation.twilio.messages().length;
      const sentBefore = await installation.count(SENT);
      const enteredBefore = await installation.count(ENTERED);
      const first = installation.worker();
      const bodies = Array.from({ length: 100 }, (_, at) => order(2_000 + at));
      const delivered = Promise.all(bodies.map((body) => installation.deliver("orders/create", body)));
      await installation.until(
        `
          SELECT least(count(*), 1) AS n FROM "AutomationLog" WHERE "status" = 'sent'
            AND "createdAt" > now() - interval '1 minute' HAVING count(*) > ${sentBefore}`,
        1,
      );
      await installation.stop(first, "SIGKILL");
      await delivered;
      // What the killed worker had asked for last, Postgres may still be doing.
      await installation.until(
        `
          SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'
            AND pid <> pg_backend_pid()`,
        0,
      );
      // The leases of the killed worker run out, without anybody waiting for it.
      await installation.database.pool.query(
        `UPDATE "ScheduledAutomation" SET "leaseUntil" = now() - interval '1 second' WHERE "leaseUntil" IS NOT NULL`,
      );
      await installation.database.pool.query(
        `UPDATE "StoreEvent" SET "leaseUntil" = now() - interval '1 second' WHERE "status" = 'received'`,
      );
      const second = installation.worker();
      await installation.until(ENTERED, enteredBefore + 100);
      await installation.until(
        `SELECT count(*) AS n FROM "ScheduledAutomation" WHERE "status" = 'scheduled' AND NOT "held"`,
        0,
      );
      await installation.until(`SELECT count(*) AS n FROM "Message" WHERE "status" = 'sending'`, 0);
      const numbers = installation.twilio
        .messages()
        .slice(before)
        .map(({ to }) => to);
      expect(new Set(numbers).size).toBe(numbers.length);
      const unknown = await installation.count(`SELECT count(*) AS n FROM "Message" WHERE "status" = 'unknown'`);
      expect(numbers.length + unknown).toBeGreaterThanOrEqual(100);
      expect((await installation.operate("ledger", "verify")).code).toBe(0);
      await installation.stop(second);
      await installation.stop(web);
    });

    test(
      "Redis emptied in the middle, again and again: the sweep " +
        "brings everything back, and nothing is lost or doubled",
      async () => {
        const web = await installation.web();
        const worker = installation.worker();
        const before = installation.twilio.messages().length;
        const redis = new Redis(redisUrl);
        for (let round = 0; round < 5; round++) {
          const bodies = Array.from({ length: 20 }, (_, at) => order(4_000 + round * 20 + at));
          const answers = await Promise.all([
            ...bodies.map((body) => installation.deliver("orders/create", body)),
            redis.flushdb(),
          ]);
          expect(answers.filter((answer) => answer instanceof Response && answer.status !== 200)).toEqual([]);
        }
        redis.disconnect();
        await installation.operate("task", "run", "sweep");
        await installation.until(`SELECT count(*) AS n FROM "StoreEvent" WHERE "status" = 'received'`, 0);
        await installation.operate("task", "run", "sweep");
        await installation.until(
          `SELECT count(*) AS n FROM "ScheduledAutomation" WHERE "status" = 'scheduled' AND NOT "held"`,
          0,
        );
        const numbers = installation.twilio
          .messages()
          .slice(before)
          .map(({ to }) => to);
        expect(numbers).toHaveLength(100);
        expect(new Set(numbers).size).toBe(100);
        await installation.stop(worker);
        await installation.stop(web);
      },
    );

    test("missing or malformed variables are named, one line each, and the process ends with 1", async () => {
      const bad = spawnSync("node_modules/.bin/node", ["--disable-warning=ExperimentalWarning", "bin/start.ts"], {
        env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: "many", DATABASE_URL: "mysql://x" },
        encoding: "utf8",
      });
      expect(bad.status).toBe(1);
      expect(bad.stdout).toBe("");
      const lines = bad.stderr.trim().split("\n");
      for (const name of [
        "PORT",
        "DATABASE_URL",
        "SHOPIFY_API_KEY",
        "SHOPIFY_API_SECRET",
        "SHOPIFY_APP_URL",
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
      ]) {
        expect(lines.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
      }
    });
  },
);
