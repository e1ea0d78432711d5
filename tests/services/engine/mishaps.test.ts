import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Temporal } from "#core/time/time.ts";
import { applyStatusCallback } from "#services/sending/apply-status-callback.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { retryOrFailStep } from "#services/engine/parts/retry-or-fail-step.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { readSteps } from "#shell/repositories/engine/read-steps.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";
import { passLooking } from "../sending/lost.ts";

describeOnDatabases("a mishap on our side", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      steps: [{ id: "text", type: "send_sms", config: { body: "Hi" } }],
    });
  });
  afterEach(async () => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  const orderFive = async () => {
    for (let at = 1; at <= 5; at++)
      await house.deliver(
        "orders/create",
        orderBody({ order: String(at), id: `5${at}`, phone: `+1212555011${at}`, token: `t${at}` }),
      );
  };
  const statuses = async () =>
    (await house.rows<{ status: string }>(`SELECT "status" FROM "Message" ORDER BY "to"`)).map(({ status }) => status);
  const step = async () => {
    const [row] = await house.rows<{ id: string; attempts: number; dueAt: Temporal.Instant }>(
      `SELECT "id", "attempts", "dueAt" FROM "ScheduledAutomation"`,
    );
    if (!row) throw new Error("there is no step");
    return row;
  };

  test("one outcome that cannot be recorded leaves the other texts of its batch as they went", async () => {
    const same = accepted();
    house.phoneCompany(({ to }) => (to.endsWith("111") || to.endsWith("112") ? same : accepted()));
    await orderFive();
    await house.work();
    expect((await statuses()).filter((status) => status === "sent")).toHaveLength(4);
  });

  test("an answer that is cut within a character is recorded", async () => {
    house.phoneCompany(({ to }) =>
      to.endsWith("111") ? { kind: "refused", code: "30034", detail: `${"x".repeat(299)}😀 tail` } : accepted(),
    );
    await orderFive();
    await house.work();
    expect(await statuses()).toEqual(["failed", "sent", "sent", "sent", "sent"]);
  });

  test("one report that cannot be taken in leaves the others of its batch recorded", async () => {
    await orderFive();
    await house.work();
    const sent = await house.rows<{ attemptId: string; providerId: string }>(
      `
        SELECT t."id" AS "attemptId", m."providerId" FROM "MessageAttempt" t JOIN "Message" m
          ON m."id" = t."messageId" ORDER BY m."id"`,
    );
    const reports = [
      ...sent.map((each) => ({ ...each, status: "delivered", errorCode: null })),
      { attemptId: "no attempt's id", providerId: "SM1", status: "delivered", errorCode: null },
    ];
    const fates = await Promise.allSettled(reports.map((report) => applyStatusCallback(house.context, report)));
    expect(fates.map(({ status }) => status)).toEqual([...sent.map(() => "fulfilled"), "rejected"]);
    expect(await statuses()).toEqual(sent.map(() => "delivered"));
  });

  test("a worker that comes late does not fail a step that another is at", async () => {
    await house.deliver("orders/create", orderBody());
    await ingestEvents(house.context);
    const [stale] = await readSteps(database().pool, [(await step()).id], house.clock.now());
    let answer: () => void = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    house.phoneCompany(async () => {
      await answered;
      return accepted();
    });
    await runSteps(house.context);
    if (stale) await retryOrFailStep(house.context, { ...stale, attempts: 5 }, new Error("asleep"), "for now");
    answer();
    await stepsIdle(house.context);
    expect(
      await house.rows(
        `
          SELECT a."status", q."status" AS "sequence" FROM "ScheduledAutomation" a JOIN "AutomationSequence" q
            ON q."id" = a."sequenceId"`,
      ),
    ).toEqual([{ status: "executed", sequence: "completed" }]);
    expect(await house.log()).not.toContain("step failed action_error");
  });

  /** A text that was called for four times, and not taken each time. */
  const failFourTimes = async () => {
    house.phoneCompany(() => ({ kind: "unreachable", detail: "connect ECONNREFUSED" }));
    await house.tell("orders/create", orderBody());
    for (let row = await step(); row.attempts < 4; row = await step()) {
      house.clock.moveTo(row.dueAt);
      await house.work();
    }
    house.clock.moveTo((await step()).dueAt);
    house.phoneCompany(accepted);
  };

  test("is not counted together with the phone company's: the text goes out", async () => {
    await failFourTimes();
    const { definitions } = house.context;
    let broken = 2;
    house.context.definitions = async (sql, ids) => {
      if (broken-- > 0) throw new Error("connection reset");
      return definitions(sql, ids);
    };
    await house.pass({ days: 1 });
    expect(await house.log()).toContain("send_sms sent");
    expect(await house.holdings()).toEqual({ balance: 99, held: 0 });
  });

  test("that does not end fails the step, and the credits that its text held come back", async () => {
    await failFourTimes();
    const { attempts } = await step();
    for (let at = 0; at < 12; at++) {
      await house.rows(`UPDATE "ScheduledAutomation" SET "attempts" = $1`, [attempts + at]);
      const [row] = await readSteps(database().pool, [(await step()).id], house.clock.now());
      if (row) await retryOrFailStep(house.context, row, new Error("no such table"), "for now");
    }
    expect(await house.log()).toEqual(["enter done", "step failed action_error"]);
    expect(await statuses()).toEqual(["failed"]);
    expect(await house.holdings()).toEqual({ balance: 100, held: 0 });
  });

  test("a commit whose answer is lost was a commit: the text goes out once", async () => {
    await house.deliver("orders/create", orderBody());
    await ingestEvents(house.context);
    const { db } = house.context;
    const lossy = losingOneCommit(db.pool);
    house.context.db = { ...db, pool: lossy.pool };
    await runSteps(house.context);
    await stepsIdle(house.context);
    house.context.db = db;
    expect(lossy.hasLost()).toBe(true);
    expect(house.texts).toHaveLength(1);
    expect(await statuses()).toEqual(["sent"]);
    await passLooking(house, { hours: 3 });
    expect(house.texts).toHaveLength(1);
  });
});

/** A pool whose connection breaks once, after a commit of messages was done and before that is told. */
function losingOneCommit(pool: pg.Pool) {
  let lost = false;
  const connect = async () => {
    const client = await pool.connect();
    let wrote = false;
    return {
      release: (error?: Error) => client.release(error),
      query: async (statement: string | pg.QueryConfig, values?: unknown[]) => {
        const text = typeof statement === "string" ? statement : statement.text;
        wrote ||= text.includes(`INSERT INTO "MessageAttempt"`);
        const result = await (typeof statement === "string"
          ? client.query(statement, values)
          : client.query(statement, values));
        if (text === "COMMIT" && wrote && !lost) {
          lost = true;
          throw new Error("Connection terminated unexpectedly");
        }
        return result;
      },
    };
  };
  const proxy = new Proxy(pool, {
    get: (target, key) =>
      key === "connect" ? connect : key === "query" ? target.query.bind(target) : Reflect.get(target, key),
  });
  return { pool: proxy, hasLost: () => lost };
}
