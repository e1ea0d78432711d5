import { afterEach, beforeEach, expect, test } from "vitest";
import { retryFailed } from "#services/sending/retry-failed.server.ts";
import { readJobMetrics, readQueueStats } from "#services/operations/queue-stats.server.ts";
import { createSecrets } from "#shell/secrets.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, type House } from "../services/test-app.ts";
import { action as retry } from "../../app/routes/api.jobs.$id.retry.ts";
import { loader as jobs } from "../../app/routes/api.jobs.metrics.ts";
import { loader as metrics } from "../../app/routes/metrics.ts";

describeOnDatabases("what operators' machines ask", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(() => house.close());

  const args = (
    path: string,
    {
      token = house.context.secrets.operatorToken,
      method = "GET",
      id = "",
    }: { token?: string | null; method?: string; id?: string } = {},
  ) => ({
    request: new Request(`https://shopbell.example${path}`, {
      method,
      headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    }),
    params: { id },
    context: { app: house.context },
  });
  const figures = async () => (await (await jobs(args("/api/jobs/metrics"))).json()) as Record<string, unknown>;
  const told = async () => (await metrics(args("/metrics"))).text();
  const oneFailed = async () => {
    house.phoneCompany(() => ({ kind: "refused", code: "30034", detail: "the sender is not registered" }));
    await house.open(["order-confirmation"]);
    await house.tell("orders/create", orderBody());
    return (
      (await house.rows<{ id: string }>(`SELECT "id" FROM "ScheduledAutomation" WHERE "status" = 'failed'`))[0]?.id ??
      ""
    );
  };

  test.each<[string, (token: string) => string | null]>([
    ["without a token", () => null],
    ["with another installation's", () => createSecrets("another key").operatorToken],
    ["with a part of it", (token) => token.slice(0, -1)],
    ["with more than it", (token) => `${token}a`],
  ])("nobody is let in %s, and nothing is told or done", async (_what, tokenOf) => {
    const id = await oneFailed();
    const token = tokenOf(house.context.secrets.operatorToken);
    const answers = [
      await metrics(args("/metrics", { token })),
      await jobs(args("/api/jobs/metrics", { token })),
      await retry(args(`/api/jobs/${id}/retry`, { token, method: "POST", id })),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expect(await answer.text()).not.toMatch(/shopbell_|queued/);
    }
    expect(await house.rows(`SELECT "status" FROM "ScheduledAutomation"`)).toEqual([{ status: "failed" }]);
  });

  test("the figures of the API are those of the one service, and add up", async () => {
    await oneFailed();
    house.phoneCompany(accepted);
    await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }));
    await house.deliver("orders/create", orderBody({ order: "3", token: "c-3" }));
    const { total, queued, processing, completed, failed, successRate, driver, queues } = await readQueueStats(
      house.context,
    );
    expect(queues.events).toMatchObject({ waiting: 1, active: 0, delayed: 0, completed: 3, failed: 0 });
    expect(queues.steps).toMatchObject({ waiting: 0, active: 0, completed: 1, failed: 1 });
    expect({ driver, queued, processing, completed, failed, successRate }).toEqual({
      driver: "in-process",
      queued: 1,
      processing: 0,
      completed: 4,
      failed: 1,
      successRate: 0.8,
    });
    expect(total).toBe(queued + processing + completed + failed);
    const stats = await readJobMetrics(house.context);
    expect(await figures()).toEqual(JSON.parse(JSON.stringify(stats)));
  });

  test("finished work is told of for a day; what failed stays among the rows until it is tried again", async () => {
    await oneFailed();
    house.clock.moveTo(house.clock.now().add({ hours: 25 }));
    const { completed, failed, successRate, rows } = await readQueueStats(house.context);
    expect({ completed, failed, successRate, stepsFailed: rows.stepsFailed }).toEqual({
      completed: 0,
      failed: 0,
      successRate: null,
      stepsFailed: 1,
    });
  });

  test("work under way, put off and overdue is told apart", async () => {
    const shopId = await house.open(["order-confirmation"]);
    await house.deliver("orders/create", orderBody());
    await house.rows(`UPDATE "StoreEvent" SET "leaseUntil" = $1`, [house.clock.now().add({ seconds: 30 })]);
    expect((await readQueueStats(house.context)).queues.events).toMatchObject({ waiting: 0, active: 1, delayed: 0 });
    await house.rows(`UPDATE "StoreEvent" SET "reason" = 'the database was away'`);
    expect((await readQueueStats(house.context)).queues.events).toMatchObject({ waiting: 0, active: 0, delayed: 1 });
    house.clock.moveTo(house.clock.now().add({ seconds: 31 }));
    await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }));
    await house.rows(`UPDATE "ScheduledAutomation" SET "status" = 'scheduled', "executedAt" = NULL, "dueAt" = $1`, [
      house.clock.now().subtract({ seconds: 90 }),
    ]);
    expect(await readQueueStats(house.context, shopId)).toMatchObject({
      oldestOverdueSeconds: 90,
      queues: { steps: { waiting: 2, delayed: 0 } },
      reminders: null,
      meanProcessingMs: null,
    });
  });

  test("a shop's figures are its own", async () => {
    await oneFailed();
    const other = await house.open([], { domain: "other.myshopify.com" });
    const stats = await readQueueStats(house.context, other);
    expect(stats).toMatchObject({
      rows: { stepsFailed: 0, eventsFailed: 0 },
      queues: { events: { completed: 0 }, steps: { failed: 0 } },
    });
  });

  test("a queue that is away is said to be, and the rows are counted all the same", async () => {
    await oneFailed();
    house.context.queue.counts = () => Promise.reject(new Error("Redis cannot be reached"));
    expect(await figures()).toMatchObject({
      problem: "Redis cannot be reached",
      reminders: null,
      meanProcessingMs: null,
      failed: 1,
    });
  });

  test("Prometheus is told what this process has done and how things stand", async () => {
    await oneFailed();
    house.phoneCompany(accepted);
    await house.tell("orders/create", orderBody({ order: "2", token: "c-2" }), { eventId: "twice" });
    await house.deliver("orders/create", orderBody({ order: "2", token: "c-2" }), { eventId: "twice" });
    const lines = (await told()).split("\n");
    for (const line of [
      'shopbell_deliveries_total{outcome="stored"} 2',
      'shopbell_deliveries_total{outcome="duplicate"} 1',
      'shopbell_events_total{outcome="processed"} 3',
      'shopbell_steps_total{outcome="sent"} 1',
      'shopbell_steps_total{outcome="failed"} 1',
      'shopbell_texts_total{outcome="accepted"} 1',
      'shopbell_texts_total{outcome="refused"} 1',
      'shopbell_queue_jobs{queue="events",state="waiting"} 0',
      'shopbell_failed{what="steps"} 1',
      "shopbell_step_overdue_seconds 0",
      "shopbell_texts_unknown 0",
      "shopbell_database_up 1",
    ])
      expect(lines).toContain(line);
  });

  test("with its database away it tells so, and what it has done", async () => {
    await oneFailed();
    const { db } = house.context;
    house.context.db = { ...db, pool: { query: () => Promise.reject(new Error("away")) } as unknown as typeof db.pool };
    const text = await told();
    house.context.db = db;
    expect(text).toContain("shopbell_database_up 0");
    expect(text).toContain('shopbell_texts_total{outcome="refused"} 1');
    expect(text).not.toMatch(/^shopbell_(texts_unknown|step_overdue_seconds) 0$/m);
  });

  test("what failed is tried again, once, and the trail says who asked", async () => {
    const id = await oneFailed();
    house.phoneCompany(accepted);
    const ask = () => retry(args(`/api/jobs/${id}/retry`, { method: "POST", id }));
    expect(await (await ask()).json()).toEqual({ ok: true, what: "step" });
    await house.work();
    expect(house.texts).toHaveLength(2);
    expect((await ask()).status).toBe(404);
    expect(await house.rows(`SELECT "actor" FROM "AuditEvent" WHERE "action" = 'retry'`)).toEqual([
      { actor: "operator" },
    ]);
  });

  test("a text that may have gone out is refused with 409, another method with 405, an id of nothing with 404", async () => {
    const id = await oneFailed();
    await house.rows(`UPDATE "Message" SET "errorCode" = 'outcome_unknown'`);
    expect((await retry(args(`/api/jobs/${id}/retry`, { method: "POST", id }))).status).toBe(409);
    expect((await retry(args(`/api/jobs/${id}/retry`, { method: "DELETE", id }))).status).toBe(405);
    expect((await retry(args("/api/jobs/nonsense/retry", { method: "POST", id: "nonsense" }))).status).toBe(404);
  });

  test("a job of the queue that nobody could handle is put back by its own id", async () => {
    const retried: string[] = [];
    house.context.queue.retry = async (id) => retried.push(id) > 0;
    const answer = await retry(args("/api/jobs/steps-7/retry", { method: "POST", id: "steps-7" }));
    expect(await answer.json()).toEqual({ ok: true, what: "job" });
    expect(retried).toEqual(["steps-7"]);
  });

  test("a shop's staff try again what is their shop's alone", async () => {
    const id = await oneFailed();
    const other = await house.open([], { domain: "other.myshopify.com" });
    expect(await retryFailed(house.context, id, "staff:1", other)).toMatchObject({ ok: false, reason: "not_found" });
  });
});
