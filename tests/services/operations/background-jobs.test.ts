import { afterEach, beforeEach, expect, test } from "vitest";
import type { DefinitionDocument } from "#core/automations/definition.ts";
import { requestBacktest } from "#services/simulation/request-backtest.server.ts";
import { startBackgroundJob, cancelBackgroundJob } from "#services/operations/start-background-job.server.ts";
import { runBackgroundJobs } from "#services/operations/run-background-jobs.server.ts";
import { readBacktests } from "#services/simulation/read-backtests.server.ts";
import { sweep } from "#services/operations/parts/sweep.server.ts";
import { announceStop } from "#shell/stopping.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import { claimJob, finishJob, renewJobLease } from "#shell/repositories/operations/background-jobs.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import type { Queue } from "#shell/queue/queue.server.ts";
import { ADA, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const thanks = {
  name: "Thanks",
  kind: "transactional",
  reentry: "per_subject",
  steps: [say("thanks", "Thanks, {{ customer.first_name }}!"), pause("wait", 1, "days"), say("ask", "Happy?")],
} satisfies Partial<DefinitionDocument>;

const forget = JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>" } }).replace('"<id>"', ADA);

type Method = (...given: unknown[]) => unknown;

interface RunRow extends Record<string, unknown> {
  id: string;
  status: string;
  done: number;
  total: number | null;
  error: string | null;
}

describeOnDatabases("long work", (database) => {
  let house: House;
  let shopId: string;
  let automationId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open([]);
    automationId = await house.automate(shopId, thanks);
  });
  afterEach(() => house.close());

  const ask = (context: AppContext = house.context) =>
    requestBacktest(context, { shopId, automationId, actor: "staff:1", days: 30, draft: false });
  const runs = () =>
    house.rows<RunRow>(
      `SELECT "id", "status", "done", "total", "error" FROM "BackgroundJob" ORDER BY "createdAt", "id"`,
    );
  const claimIn = (sql: Sql) => claimJob(sql, house.clock.now(), house.clock.now().add({ minutes: 2 }));
  const claim = () => claimIn(database().pool);
  const shop = async () => {
    const found = await findShop(house.context.db.pool, SHOP);
    if (!found) throw new Error("the shop is gone");
    return found;
  };

  test("is done also where an order's name holds half a character", async () => {
    await house.tell("orders/create", orderBody({ fields: { name: "#1042\ud83d", note: "\0" } }));
    await ask();
    await runBackgroundJobs(house.context);
    expect(await runs()).toMatchObject([{ status: "done", error: null }]);
  });

  test("is given back by a worker that is told to stop, and done by another at once", async () => {
    for (const order of [1, 2, 3])
      await house.tell("orders/create", orderBody({ order: String(order), id: String(order) }));
    await ask();
    const other = buildHouse(database());
    const { background } = house.context.db;
    const connect = async () => {
      announceStop(house.context);
      return background.connect();
    };
    const watchedPool = new Proxy(background, {
      get: (target, name) => (name === "connect" ? connect : (Reflect.get(target, name) as Method).bind(target)),
    });
    await runBackgroundJobs({ ...house.context, db: { ...house.context.db, background: watchedPool } });
    expect(await runs()).toMatchObject([{ status: "waiting", error: null }]);
    expect(await runBackgroundJobs(house.context)).toBe(0);
    expect(await runBackgroundJobs(other.context)).toBe(1);
    expect(await runs()).toMatchObject([{ status: "done", error: null }]);
    await other.close();
  });

  test("is done by a worker, tells how far it is, and what it found is there for whoever comes back", async () => {
    for (const order of [1, 2, 3])
      await house.tell(
        "orders/create",
        orderBody({ order: String(order), id: String(order), phone: `+1212555010${order}` }),
      );
    await house.pass({ days: 2 });
    const started = await ask();
    expect(started).toMatchObject({ ok: true });
    expect(await runs()).toMatchObject([{ status: "waiting", done: 0 }]);
    expect(await runBackgroundJobs(house.context)).toBe(1);
    expect(await runs()).toMatchObject([{ status: "done", done: 3, total: 3, error: null }]);
    const view = await readBacktests(house.context, await shop(), automationId, {});
    expect(view).toMatchObject({
      shown: { status: "done", by: expect.any(String), progress: 1 },
      found: { texts: { count: 6, credits: 6, customers: 3 }, skipped: [], hasMore: false, cost: { amount: "0.12" } },
    });
    expect(view?.found?.lines.map(({ body, status }) => `${status} ${body}`)).toContain("sent Thanks, Ada!");
    expect(view?.found?.days.reduce((sum, { texts }) => sum + texts, 0)).toBe(6);
  });

  test("about one thing runs one at a time, however often it is asked for at once", async () => {
    const asked = await Promise.all([ask(), ask(), ask()]);
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(asked.find(({ ok }) => !ok)).toMatchObject({ reason: "under_way" });
    await runBackgroundJobs(house.context);
    expect(await ask()).toMatchObject({ ok: true });
  });

  test("is taken up by one of two workers", async () => {
    await ask();
    const [one, other] = await Promise.all([runBackgroundJobs(house.context), runBackgroundJobs(house.context)]);
    expect(one + other).toBe(1);
    expect(await runs()).toMatchObject([{ status: "done" }]);
  });

  test(
    "whose worker was killed is started again by another once its lease is over, and the dead " +
      "one's word counts no more",
    async () => {
      await ask();
      const dead = await claim();
      expect(dead).toMatchObject({ status: "running" });
      expect(await runBackgroundJobs(house.context)).toBe(0);
      house.clock.moveTo(house.clock.now().add({ minutes: 3 }));
      const again = await claim();
      expect(again?.id).toBe(dead?.id);
      expect(again?.startedAt).toEqual(dead?.startedAt);
      if (!dead || !again) throw new Error("it was not claimed");
      expect(await renewJobLease(database().pool, dead, house.clock.now(), { done: 1, total: 2 })).toBe(false);
      await finishJob(database().pool, dead, { stale: true }, house.clock.now());
      expect(await runs()).toMatchObject([{ status: "running", done: 0 }]);
      expect(
        await renewJobLease(database().pool, again, house.clock.now().add({ minutes: 1 }), { done: 1, total: 2 }),
      ).toBe(true);
    },
  );

  test("that kills each worker is given up", async () => {
    await ask();
    await claim();
    house.clock.moveTo(house.clock.now().add({ hours: 7 }));
    expect(await runBackgroundJobs(house.context)).toBe(1);
    expect(await runs()).toMatchObject([
      { status: "failed", error: "it was started several times, and never came to an end" },
    ]);
  });

  test("that is cancelled stops at its next word of progress, and keeps nothing", async () => {
    await house.tell("orders/create", orderBody());
    const started = await ask();
    if (!started.ok) throw new Error(started.message);
    const { pool } = house.context.db;
    // Cancelled right after the worker has taken it up: with the first transaction that reads the past.
    let cancelled = false;
    const connect = async () => {
      if (!cancelled) await cancelBackgroundJob(house.context, { shopId, actor: "staff:1", runId: started.runId });
      cancelled = true;
      return pool.connect();
    };
    const watchedPool = new Proxy(pool, {
      get: (target, name) => (name === "connect" ? connect : (Reflect.get(target, name) as Method).bind(target)),
    });
    const watched: AppContext = { ...house.context, db: { ...house.context.db, background: watchedPool } };
    expect(await runBackgroundJobs(watched)).toBe(1);
    expect(await runs()).toMatchObject([{ status: "cancelled", error: null }]);
    expect(await house.rows(`SELECT "result" FROM "BackgroundJob"`)).toEqual([{ result: null }]);
    expect(await cancelBackgroundJob(house.context, { shopId, actor: "staff:1", runId: started.runId })).toMatchObject({
      ok: false,
      reason: "over",
    });
    expect(await ask()).toMatchObject({ ok: true });
  });

  test("that cannot be done says why", async () => {
    await house.rows(`UPDATE "AutomationVersion" SET "definition" = '{"name": "broken"}'`);
    await ask();
    await runBackgroundJobs(house.context);
    expect(await runs()).toMatchObject([
      { status: "failed", error: expect.stringContaining("a version of “Thanks” cannot be run") },
    ]);
  });

  test("of another shop is nobody's to cancel", async () => {
    const started = await ask();
    if (!started.ok) throw new Error(started.message);
    const other = await house.open([], { domain: "larkspur.myshopify.com" });
    expect(
      await cancelBackgroundJob(house.context, { shopId: other, actor: "staff:1", runId: started.runId }),
    ).toMatchObject({
      ok: false,
    });
    expect(await runs()).toMatchObject([{ status: "waiting" }]);
  });

  test("whose reminder was lost is brought by the sweep, also where its worker is gone", async () => {
    const reminders: string[] = [];
    const queue: Queue = {
      ...house.context.queue,
      remind: async (given) => void reminders.push(...given.map(({ name }) => name)),
    };
    await ask({ ...house.context, queue });
    reminders.length = 0;
    await sweep({ ...house.context, queue });
    expect(reminders).toContain("background.run");
    await claim();
    reminders.length = 0;
    await sweep({ ...house.context, queue });
    expect(reminders).not.toContain("background.run");
    house.clock.moveTo(house.clock.now().add({ minutes: 3 }));
    await sweep({ ...house.context, queue });
    expect(reminders).toContain("background.run");
  });

  test("keeps no words of somebody who has asked to be forgotten", async () => {
    await house.tell("orders/create", orderBody());
    await ask();
    await runBackgroundJobs(house.context);
    expect(JSON.stringify(await house.rows(`SELECT "result" FROM "BackgroundJob"`))).toContain("Ada");
    await house.tell("customers/redact", forget);
    const [kept] = await house.rows<{ result: { lines: { body: string | null; status: string }[] } }>(
      `SELECT "result" FROM "BackgroundJob"`,
    );
    expect(kept?.result.lines).toMatchObject([{ status: "sent", body: null }]);
    expect(JSON.stringify(kept)).not.toContain("Ada");
  });

  test("of a kind that nobody knows is not started", async () => {
    await expect(
      startBackgroundJob(house.context, { shopId, actor: "test", kind: "juggle", input: {} }),
    ).rejects.toThrow(/no long work "juggle"/);
  });

  test("of two shops takes turns, also when one of them asked for many first", async () => {
    const other = await house.open([], { domain: "clover.myshopify.com" });
    const askFor = async (ofShop: string) => {
      const id = await house.automate(ofShop, thanks);
      house.clock.moveTo(house.clock.now().add({ seconds: 1 }));
      return requestBacktest(house.context, {
        shopId: ofShop,
        automationId: id,
        actor: "staff:1",
        days: 30,
        draft: false,
      });
    };
    for (let count = 0; count < 3; count++) await askFor(shopId);
    for (let count = 0; count < 2; count++) await askFor(other);
    const order: string[] = [];
    for (let job = await claim(); job; job = await claim()) {
      order.push(job.shopId === shopId ? "one" : "other");
      // Of each shop one runs at a time.
      const beside = await claim();
      if (beside) expect(beside.shopId).not.toBe(job.shopId);
      for (const { id, leaseUntil, shopId: of } of [job, ...(beside ? [beside] : [])]) {
        if (id !== job.id) order.push(of === shopId ? "one" : "other");
        await finishJob(database().pool, { id, leaseUntil }, {}, house.clock.now());
      }
      house.clock.moveTo(house.clock.now().add({ seconds: 1 }));
    }
    expect(order).toEqual(["one", "other", "one", "other", "one"]);
  });

  test("of one shop is claimed by one of many workers at a time", async () => {
    for (let count = 0; count < 3; count++)
      await requestBacktest(house.context, {
        shopId,
        automationId: await house.automate(shopId, thanks),
        actor: "staff:1",
        days: 30,
        draft: false,
      });
    const claims = await Promise.all([1, 2, 3, 4].map(() => transaction(database().pool, (sql) => claimIn(sql))));
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
  });

  test("waits for its turn at most five times for a shop; the sixth is refused with the remedy", async () => {
    const answers = [];
    for (let count = 0; count < 6; count++)
      answers.push(
        await requestBacktest(house.context, {
          shopId,
          automationId: await house.automate(shopId, thanks),
          actor: "staff:1",
          days: 30,
          draft: false,
        }),
      );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false]);
    expect(answers.at(-1)).toMatchObject({
      message: "5 of your store wait for their turn already; wait for one to end, or cancel one",
    });
    await runBackgroundJobs(house.context);
    expect(await ask()).toMatchObject({ ok: true });
  });
});
