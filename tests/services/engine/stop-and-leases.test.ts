import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { resolveUnknownOutcomes } from "#services/sending/parts/resolve-unknown-outcomes.server.ts";
import { startWorker } from "#jobs/worker.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const numberOf = (at: number) => `+121255${50_100 + at}`;
const order = (at: number) => orderBody({ order: String(at), id: `5${at}`, phone: numberOf(at), token: `t${at}` });

describeOnPostgres("steps that a process has claimed", (database) => {
  const houses: House[] = [];
  /** A process with few calls at once; all houses share the clock of the first. */
  const house = (atOnce: number) => {
    const built = buildHouse(database());
    const [first] = houses;
    if (first) built.context.clock = first.clock;
    built.context.env = { ...built.context.env, WORKER_CONCURRENCY: atOnce };
    houses.push(built);
    return built;
  };
  let first: House;
  beforeEach(() => (first = house(3)));
  afterEach(async () => {
    for (const proof of await verifyLedger(first.context)) expect(proof.discrepancies).toEqual([]);
    await Promise.all(houses.splice(0).map((each) => each.close()));
  });

  const openWith = async (step: object, orders: number) => {
    const shopId = await first.open([], { credits: 1_000 });
    await first.automate(shopId, { kind: "transactional", steps: [step] } as never);
    await Promise.all(Array.from({ length: orders }, (_, at) => first.deliver("orders/create", order(at))));
    await ingestEvents(first.context);
  };
  const text = { id: "text", type: "send_sms", config: { body: "Hi" } };
  const statuses = () => first.rows(`SELECT "status", count(*)::int AS "n" FROM "Message" GROUP BY 1 ORDER BY 1`);
  const called = () => houses.flatMap(({ texts }) => texts.map(({ to }) => to)).toSorted();
  const everyone = (count: number) => Array.from({ length: count }, (_, at) => numberOf(at)).toSorted();

  test("are given back by a worker that is told to stop, and sent by another, each once", async () => {
    await openWith(text, 450);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    first.phoneCompany(async () => {
      await answered;
      return accepted();
    });
    const worker = await startWorker(first.context);
    await expect.poll(() => first.texts).toHaveLength(3);
    const stopped = worker.stop();
    answer();
    await stopped;
    // Three calls were under way. Each of them, when it ends, begins none.
    expect(first.texts).toHaveLength(3);
    expect((await statuses()).find(({ status }) => status === "sending" || status === "unknown")).toBeUndefined();
    const second = house(50);
    await second.work();
    expect(called()).toEqual(everyone(450));
    expect(await statuses()).toEqual([{ status: "sent", n: 450 }]);
    expect(await first.rows(`SELECT DISTINCT "attempts" FROM "ScheduledAutomation"`)).toEqual([{ attempts: 1 }]);
  });

  test("are given back where they would have called another system, and performed by another worker once", async () => {
    await openWith({ id: "call", type: "call_webhook", config: { url: "https://example.com/hook" } }, 30);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    first.receiver(async () => {
      await answered;
      return { kind: "done" };
    });
    const worker = await startWorker(first.context);
    await expect.poll(() => first.calls).toHaveLength(4);
    const stopped = worker.stop();
    answer();
    await stopped;
    expect(first.calls).toHaveLength(4);
    const second = house(50);
    await second.work();
    const keys = [...first.calls, ...second.calls].map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toHaveLength(30);
    expect(new Set(keys).size).toBe(30);
  });

  test("keep their lease while they wait for a slow provider: none becomes unknown without a call", async () => {
    await openWith(text, 100);
    const second = house(3);
    // The last of them waits for half an hour: longer than a lease, and than any one call may take.
    let calls = 0;
    first.phoneCompany(async () => {
      first.clock.moveTo(first.clock.now().add({ seconds: 20 }));
      if (++calls % 10 === 0) {
        await runSteps(second.context);
        await resolveUnknownOutcomes(second.context);
      }
      return accepted();
    });
    await runSteps(first.context);
    await stepsIdle(first.context);
    await stepsIdle(second.context);
    expect(called()).toEqual(everyone(100));
    expect(await statuses()).toEqual([{ status: "sent", n: 100 }]);
    expect(second.texts).toEqual([]);
  });

  test("are not called for once another worker has claimed them", async () => {
    await openWith(text, 4);
    first.context.env = { ...first.context.env, WORKER_CONCURRENCY: 1 };
    const second = house(3);
    let asleep = true;
    first.phoneCompany(async () => {
      if (asleep) {
        // The process hangs for longer than its leases: it renewed none of them.
        asleep = false;
        first.clock.moveTo(first.clock.now().add({ minutes: 3 }));
        await second.work();
      }
      return accepted();
    });
    await runSteps(first.context);
    await stepsIdle(first.context);
    await second.work();
    expect(called()).toEqual(everyone(4));
    expect(await statuses()).toEqual([{ status: "sent", n: 4 }]);
  });

  test("are called for though another of their batch fails, and its failure cannot be recorded", async () => {
    await openWith(text, 5);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    first.phoneCompany(async () => {
      await answered;
      return accepted();
    });
    const { db, newId } = first.context;
    let ids = 0;
    let refuses = false;
    // The batch fails, then the third step alone; then the database refuses to note it.
    first.context.newId = (at) => {
      ids++;
      if (ids === 6) refuses = true;
      if (ids === 1 || ids === 6) throw new Error("no such relation");
      return newId(at);
    };
    const connect = async () => {
      if (!refuses) return db.pool.connect();
      refuses = false;
      throw new Error("no such relation");
    };
    const pool = new Proxy(db.pool, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (key === "connect") return connect;
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    first.context.db = { ...db, pool };
    await runSteps(first.context);
    first.context.db = db;
    answer();
    await stepsIdle(first.context);
    expect(called()).toHaveLength(4);
    expect(await statuses()).toEqual([{ status: "sent", n: 4 }]);
    first.clock.moveTo(first.clock.now().add({ minutes: 3 }));
    await first.work();
    expect(called()).toEqual(everyone(5));
    expect(await statuses()).toEqual([{ status: "sent", n: 5 }]);
  });
});
