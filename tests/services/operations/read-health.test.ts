import { afterEach, beforeEach, expect, test } from "vitest";
import { storeTopics } from "#core/intake/topic-list.ts";
import { checkConnections } from "#services/operations/check-connections.server.ts";
import { ensureShop } from "#services/team/install-shop.server.ts";
import { enableTask } from "#shell/repositories/operations/scheduled-tasks.server.ts";
import { readOperationFindings } from "#services/operations/read-operation.server.ts";
import { readHealth } from "#services/operations/read-health.server.ts";
import { countReceivedTopics } from "#services/intake/parts/count-received-topics.server.ts";
import { registerTasks, runDueTasks, runTaskNow } from "#services/operations/run-due-tasks.server.ts";
import { tasks } from "#services/operations/run-task.server.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { text } from "#text/en.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

test("every topic that the app subscribes to, and every task of its own, has a name in plain words", () => {
  for (const topic of storeTopics) expect(text.health.topic(topic)).not.toBe(topic);
  for (const name of Object.keys(tasks)) expect(text.health.task(name)).not.toBe(name);
});

describeOnEachDatabase("how everything stands", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation"]);
    await registerTasks(house.context);
  });
  afterEach(() => house.close());
  const shop = () => ensureShop(house.context, SHOP);
  const health = async () => readHealth(house.context, await shop());
  const kinds = async () => (await health()).findings.map(({ kind }) => kind);
  const later = (hours: number) => house.clock.moveTo(house.clock.now().add({ hours }));

  test("all is well in a shop whose texts go out", async () => {
    await house.tell("orders/create", orderBody());
    expect(await kinds()).toEqual([]);
  });

  test("work that nobody takes up is found out, and is no finding any more once it is done", async () => {
    later(1);
    expect(await kinds()).toEqual(["late"]);
    expect(await readOperationFindings(house.context)).toMatchObject([{ kind: "not_working" }]);
    await runDueTasks(house.context);
    expect(await kinds()).toEqual([]);
  });

  test("what failed can be tried again, or says why not", async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "the sender is not registered" }));
    await house.tell("orders/create", orderBody());
    // A code for which there are no words keeps the phone company's.
    house.phoneCompany(() => ({ kind: "refused", code: "99999", detail: "something new" }));
    await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }));
    await house.rows(`UPDATE "Message" SET "errorCode" = 'outcome_unknown' WHERE "errorCode" = '99999'`);
    await house.deliver("orders/create", orderBody({ order: "3", token: "c-3" }));
    await house.rows(`UPDATE "StoreEvent" SET "status" = 'failed', "reason" = 'broken' WHERE "status" = 'received'`);
    const { findings, failures } = await health();
    expect(findings).toEqual([{ kind: "failed", events: 1, steps: 1 }]);
    expect(failures.map(({ what, name, objection }) => ({ what, name, objection }))).toEqual([
      { what: "event", name: "orders/create", objection: null },
      expect.anything(),
      expect.anything(),
    ]);
    const objections = failures
      .filter(({ what }) => what === "step")
      .map(({ objection, customer, logId, error }) => [objection, customer, logId !== null, error]);
    expect(objections).toContainEqual([null, "Ada Moreno", true, "Your number is not registered with the carriers"]);
    expect(objections).toContainEqual([
      "Its text may have been sent, so it is not sent again.",
      "Ada Moreno",
      true,
      "99999: something new",
    ]);
  });

  test("a text nobody knows of is listed with its entry and when it is looked for", async () => {
    house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
    await house.tell("orders/create", orderBody());
    const [enter] = await house.rows<{ id: string }>(`SELECT "id" FROM "AutomationLog" WHERE "action" = 'enter'`);
    const { unknown, findings } = await health();
    expect(findings).toEqual([{ kind: "unknown_texts", count: 1 }]);
    expect(unknown).toMatchObject([
      { to: "+1 212 555 0123", entryId: enter?.id, looks: 0, next: { shown: "Today at 10:01 am" } },
    ]);
  });

  test("the operator is told of a task that fails or is off, and no shop is", async () => {
    await house.rows(`UPDATE "Shop" SET "creditBalance" = "creditBalance" + 1`);
    expect(await runTaskNow(house.context, "verify-ledgers")).toMatchObject({
      error: expect.stringContaining("ledgers do not agree"),
    });
    await enableTask(house.context.db.pool, "clean-up", false);
    expect(await readOperationFindings(house.context)).toEqual([
      { kind: "task_failed", names: ["verify-ledgers"] },
      { kind: "task_off", names: ["clean-up"] },
    ]);
    expect(await kinds()).toEqual([]);
  });

  test("an event that an active automation needs is known as needed, others are not", async () => {
    const { received } = await health();
    const needed = received.filter((line) => line.needed).map(({ topic }) => topic);
    expect(needed).toEqual(["orders/create"]);
  });

  test("the usual is the same weekday of the weeks before that the shop was here; far fewer is told of", async () => {
    const received = async () =>
      (await countReceivedTopics(house.context, await shop())).find(({ topic }) => topic === "orders/create");
    expect(await received()).toMatchObject({ last: null, lastDay: 0, usual: null, silent: false });
    const now = house.clock.now();
    const store = async (at: ReturnType<typeof now.add>, count: number) =>
      house.rows(
        `
          INSERT INTO "StoreEvent" ("id", "shopId", "topic", "eventId", "webhookId", "status", "triggeredAt",
            "receivedAt") SELECT gen_random_uuid(), $1, 'orders/create', gen_random_uuid(), 'w', 'processed', $2, $2
            FROM generate_series(1, $3)`,
        [(await shop()).id, at, count],
      );
    const week = { hours: 24 * 7 };
    for (const [weeks, count] of [
      [1, 20],
      [2, 40],
      [3, 30],
    ] as const)
      await store(now.add({ hours: 24 * 7 * (4 - weeks) }).subtract({ hours: 1 }), count);
    // Another weekday's rush says nothing.
    await store(now.add(week).subtract({ hours: 24 * 3 }), 500);
    later(24 * 7 * 4);
    expect(await received()).toMatchObject({ lastDay: 0, usual: 30, silent: true });
    await store(house.clock.now().subtract({ hours: 2 }), 12);
    expect(await received()).toMatchObject({
      lastDay: 12,
      usual: 30,
      silent: false,
      last: { shown: "Today at 9:00 am" },
    });
  });

  test("connections are asked for once in a while, and what is not set up is not wrong", async () => {
    let asked = 0;
    house.context.sms.check = async () => (asked++, "the account is suspended");
    const told = async () =>
      (await checkConnections(house.context)).map(({ name, state, detail }) => [name, state, detail]);
    const expected = [
      ["database", "well", null],
      ["queue", "well", null],
      ["texts", "wrong", "the account is suspended"],
      ["mail", "absent", null],
    ];
    expect(await told()).toEqual(expected);
    expect(await told()).toEqual(expected);
    expect(asked).toBe(1);
    later(1);
    await told();
    expect(asked).toBe(2);
  });
});
