import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { openPool, type Database } from "#shell/db/pool.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { findPostgres } from "#tests/support/binaries.ts";
import { execute, startPostgres, TEMPLATE_DATABASE, type PostgresServer } from "#tests/support/postgres-server.ts";
import { emptyTables } from "../../../bin/sandbox/empty-tables.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const ORDERS = 40;

describe.skipIf(!inject("postgresUrl"))("while the database goes away and comes back", () => {
  let server: PostgresServer;
  let database: Database;
  let house: House;
  const name = `away_${randomUUID().replaceAll("-", "")}`;
  beforeAll(async () => {
    server = await startPostgres(findPostgres() ?? "", { survivesCrash: true });
    await execute(`${server.url}/postgres`, `CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE_DATABASE}"`);
    database = await openPool({ url: `${server.url}/${name}` });
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });
  beforeEach(async () => {
    await emptyTables(database.pool);
    house = buildHouse({ ...database, reset: async () => {} });
    // Few calls at once, so that each strike meets calls, commits and outcomes of others.
    house.context.env = { ...house.context.env, WORKER_CONCURRENCY: 5 };
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  /** Ends every connection to the database, as an operator or a failover does. */
  const killBackends = () =>
    execute(
      `${server.url}/postgres`,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
  const crash = () => server.crash();
  /** Calls `strike` in the middle of every call of these numbers. */
  const strikingAt = (calls: readonly number[], strike: () => Promise<void>) => {
    let count = 0;
    let last = Promise.resolve();
    return async () => {
      if (calls.includes(++count)) await (last = last.then(strike));
    };
  };
  const order = (at: number) =>
    orderBody({ order: String(at), id: `5${at}`, phone: `+121255${50_100 + at}`, token: `t${at}` });
  /** Shopify delivers until it is answered. */
  const deliverAll = () =>
    Promise.all(
      Array.from({ length: ORDERS }, async (_, at) => {
        for (;;)
          try {
            return await house.deliver("orders/create", order(at), { eventId: `e${at}` });
          } catch {
            continue;
          }
      }),
    );
  /** The queue calls a job again that has failed; a claim whose answer was lost is taken up after its lease. */
  const workUntilDone = async () => {
    const open = async () =>
      (
        await house.rows<{ n: number }>(
          `
            SELECT (SELECT count(*) FROM "StoreEvent" WHERE "status" = 'received')::int
              + (SELECT count(*) FROM "ScheduledAutomation" WHERE "status" = 'scheduled' AND NOT "held")::int AS "n"`,
        )
      )[0]?.n;
    while ((await open().catch(() => 1)) !== 0) {
      await ingestEvents(house.context).catch(() => 0);
      await runSteps(house.context).catch(() => 0);
      await stepsIdle(house.context);
      house.clock.moveTo(house.clock.now().add({ milliseconds: 61_337 }));
    }
  };

  test.each([
    ["every connection is killed, again and again", () => killBackends(), [2, 5, 11, 17, 23, 31]],
    ["the server crashes, three times", () => crash(), [3, 14, 29]],
  ] as const)("%s: every order gets its text, and none gets two", async (_what, strike, calls) => {
    const shopId = await house.open([], { credits: 1_000 });
    await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "text", type: "send_sms", config: { body: "Hi" } }],
    });
    const struck = strikingAt(calls, strike);
    house.phoneCompany(async () => {
      await struck();
      return accepted();
    });
    await deliverAll();
    await workUntilDone();
    expect(house.texts.map(({ to }) => to).toSorted()).toEqual(
      Array.from({ length: ORDERS }, (_, at) => `+121255${50_100 + at}`),
    );
    expect(await house.rows(`SELECT "status", count(*)::int AS "n" FROM "Message" GROUP BY 1`)).toEqual([
      { status: "sent", n: ORDERS },
    ]);
    expect(await house.holdings()).toEqual({ balance: 1_000 - ORDERS, held: 0 });
  });

  test("events that arrive during a crash are stored once, and ingested", async () => {
    await house.open([]);
    const crashed = crash();
    await deliverAll();
    await crashed;
    await workUntilDone();
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "StoreEvent"`)).toEqual([{ n: ORDERS }]);
  });

  test("an action in another system is recorded when the database is back, and performed once", async () => {
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "call", type: "call_webhook", config: { url: "https://example.com/hook" } }],
    });
    const struck = strikingAt([1, 8, 20], crash);
    house.receiver(async () => {
      await struck();
      return { kind: "done" };
    });
    await deliverAll();
    await workUntilDone();
    expect(house.calls).toHaveLength(ORDERS);
    expect(new Set(house.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(ORDERS);
    expect((await house.log()).filter((line) => line === "call_webhook done")).toHaveLength(ORDERS);
  });

  test("no statement, lock or idle transaction lasts for ever", async () => {
    const limits = async (pool: Database["pool"]) => {
      const { rows } = await pool.query<{ name: string; ms: number }>(
        `
          SELECT "name", "setting"::int AS "ms" FROM pg_settings
          WHERE "name" IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')
          ORDER BY "name"`,
      );
      return rows.map(({ ms }) => ms);
    };
    expect(await limits(database.pool)).toEqual([60_000, 20_000, 60_000]);
    expect(await limits(database.background)).toEqual([900_000, 60_000, 900_000]);
  });
});
