import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestEvents, intakeIdle, lastTurn, takeEvents } from "#services/intake/ingest-events.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { claimStoreEvents } from "#shell/repositories/intake/store-events.server.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases, describeOnPostgres } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const GONE = "gone.myshopify.com";
const QUICK = "quick.myshopify.com";

describeOnDatabases("shops in the intake", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"], { credits: 1_000 });
    await house.open(["order-confirmation"], { credits: 1_000, domain: QUICK });
  });
  afterEach(() => house.close());

  const order = (at: number) =>
    orderBody({ order: String(at), id: `5${at}`, phone: `+121255${50_100 + at}`, token: `t${at}` });
  const flood = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) =>
        house.deliver("orders/create", order(at), { at: house.clock.now().subtract({ minutes: 1 }) }),
      ),
    );

  test("take turns, and each shop's oldest come first", async () => {
    await flood(60);
    await house.deliver("orders/create", order(99), { domain: QUICK });
    const now = house.clock.now();
    const claim = () =>
      claimStoreEvents(database().pool, { now, until: now.add({ minutes: 1 }), limit: 10, without: [] });
    const first = await claim();
    expect(first.filter(({ shopDomain }) => shopDomain === QUICK)).toHaveLength(1);
    let total = first.length;
    for (let some = await claim(); some.length > 0; some = await claim()) total += some.length;
    expect(total).toBe(61);
  });

  test("do not wait for another's slow Admin API when texts are due, either; the slow shop's step comes later", async () => {
    house.context.adminApi.customer = async () => null;
    for (const domain of [SHOP, QUICK]) {
      const [shop] = await house.rows<{ id: string }>(`SELECT "id" FROM "Shop" WHERE "domain" = $1`, [domain]);
      await house.automate(shop?.id ?? "", {
        name: "news",
        kind: "marketing",
        reentry: "every_time",
        trigger: { type: "order_created" },
        steps: [pause("wait", 1, "hours"), say("news", "News")],
      });
      await house.deliver("orders/create", order(1), { domain });
    }
    await house.work();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    house.context.adminApi.customer = async (domain) => {
      if (domain === SHOP) await answered;
      return null;
    };
    const decided = async () =>
      (
        await house.rows<{ domain: string }>(
          `SELECT s."domain" FROM "AutomationLog" l JOIN "Shop" s ON s."id" = l."shopId" WHERE l."stepId" = 'news'`,
        )
      ).map(({ domain }) => domain);
    house.clock.moveTo(house.clock.now().add({ hours: 1, seconds: 1 }));
    while ((await runSteps(house.context)) > 0) await stepsIdle(house.context);
    expect(await decided()).toEqual([QUICK]);
    expect(await house.rows(`SELECT "attempts" FROM "ScheduledAutomation" WHERE "status" = 'scheduled'`)).toEqual([
      { attempts: 0 },
    ]);
    answer();
    await answered;
    house.clock.moveTo(house.clock.now().add({ seconds: 6 }));
    while ((await runSteps(house.context)) > 0) await stepsIdle(house.context);
    expect((await decided()).toSorted()).toEqual([SHOP, QUICK].toSorted());
  });

  test("have their turn also when they are more than a batch holds and all have a backlog", async () => {
    for (let at = 0; at < 6; at++) await house.open([], { domain: `shop${at}.myshopify.com` });
    for (let round = 0; round < 3; round++)
      for (let at = 0; at < 6; at++)
        await house.deliver("orders/create", order(round * 6 + at), { domain: `shop${at}.myshopify.com` });
    // The newest event of all, of another shop.
    await house.deliver("orders/create", order(99), { domain: QUICK });
    const now = house.clock.now();
    let after: string | null = null;
    const served: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const some = await claimStoreEvents(database().pool, {
        now,
        until: now.add({ minutes: 1 }),
        limit: 3,
        without: [],
        after,
      });
      served.push(...some.map(({ shopDomain }) => shopDomain));
      after = lastTurn(some, after);
    }
    expect(new Set(served)).toEqual(
      new Set([...Array.from({ length: 6 }, (_, at) => `shop${at}.myshopify.com`), QUICK]),
    );
  });

  test("do not wait for another's slow Admin API: neither in the same batch, nor later", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const asked: string[] = [];
    house.context.adminApi.customer = async (domain) => {
      asked.push(domain);
      if (domain === SHOP) await answered;
      return null;
    };
    await flood(30);
    await house.deliver("orders/create", order(98), { domain: QUICK });
    await takeEvents(house.context);
    await expect.poll(() => house.rows(`SELECT 1 FROM "AutomationSequence"`)).toHaveLength(1);
    await flood(40);
    await house.deliver("orders/create", order(99), { domain: QUICK });
    await takeEvents(house.context);
    await expect.poll(() => house.rows(`SELECT 1 FROM "AutomationSequence"`)).toHaveLength(2);
    await runSteps(house.context);
    await stepsIdle(house.context);
    expect(house.texts).toHaveLength(2);
    // A shop has no more requests under way than before.
    expect(asked.filter((domain) => domain === SHOP)).toHaveLength(8);
    answer();
    await intakeIdle(house.context);
    expect(await house.rows(`SELECT 1 FROM "StoreEvent" WHERE "status" = 'received'`)).toEqual([]);
    expect(await ingestEvents(house.context)).toBe(0);
  });
});

describeOnPostgres("the erasure of a shop", (database) => {
  test("holds up no event of another shop", async () => {
    const house = buildHouse(database());
    await house.open(["order-confirmation"], { domain: QUICK });
    await house.open(["order-confirmation"], { domain: GONE });
    await house.tell("orders/create", orderBody({ order: "1", id: "51", phone: "+12125550111" }), { domain: GONE });
    await house.rows(`UPDATE "Shop" SET "uninstalledAt" = $1 WHERE "domain" = $2`, [
      house.clock.now().subtract({ hours: 72 }),
      GONE,
    ]);
    // It takes as long as this transaction: the customer's row is locked.
    const client = await database().pool.connect();
    await client.query("BEGIN");
    await client.query(`SELECT 1 FROM "Customer" FOR UPDATE`);
    await house.deliver("shop/redact", JSON.stringify({ shop_id: 1, shop_domain: GONE }), { domain: GONE });
    await house.deliver("orders/create", orderBody({ order: "2" }), { domain: QUICK });
    await takeEvents(house.context);
    await runSteps(house.context);
    await stepsIdle(house.context);
    expect(house.texts).toHaveLength(2);
    await client.query("COMMIT");
    client.release();
    await intakeIdle(house.context);
    expect(await house.rows(`SELECT "domain" FROM "Shop"`)).toEqual([{ domain: QUICK }]);
    await house.close();
  });
});
