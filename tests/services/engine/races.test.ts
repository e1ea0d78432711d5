import { afterEach, beforeEach, expect, test } from "vitest";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { endSequences } from "#shell/repositories/engine/sequences.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { claimDue } from "#shell/repositories/engine/step-claims.server.ts";
import { writeStepEnds } from "#shell/repositories/engine/scheduled.server.ts";
import { lockClaimed } from "#shell/repositories/engine/step-claims.server.ts";
import { describeOnPostgres } from "#tests/support/database.ts";
import { ADAS_PHONE, checkoutBody, orderBody } from "#tests/fixtures/bodies.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

/** Each order by a customer of its own. */
const order = (at: number) =>
  orderBody({
    order: String(1_000 + at),
    id: String(50_000 + at),
    phone: `+1212555${String(1_000 + at)}`,
    token: `t-${at}`,
  });

describeOnPostgres("many at once", (database) => {
  const houses: House[] = [];
  const house = () => {
    const built = buildHouse(database());
    houses.push(built);
    return built;
  };
  let first: House;
  beforeEach(() => (first = house()));
  afterEach(async () => {
    for (const proof of await verifyLedger(first.context)) expect(proof.discrepancies).toEqual([]);
    await Promise.all(houses.splice(0).map((each) => each.close()));
  });
  const workAll = () => Promise.all(houses.map((each) => each.work()));
  const textsOf = () => houses.flatMap(({ texts }) => texts.map(({ to }) => to));

  test("twenty workers claim a thousand steps, each once, and none comes away with nothing", async () => {
    await first.open(["order-confirmation"]);
    await first.deliver("orders/create", order(0));
    await ingestEvents(first.context);
    await first.rows(
      `
        INSERT INTO "ScheduledAutomation" ("id", "shopId", "sequenceId", "stepId", "dueAt")
          SELECT gen_random_uuid(), "shopId", "sequenceId", 'step-' || n, "dueAt"
          FROM "ScheduledAutomation", generate_series(1, 999) n`,
    );
    const now = first.clock.now();
    const until = now.add({ minutes: 2 });
    const claim = async () => (await claimDue(database().pool, { now, until, limit: 20 })).map(({ id }) => id);
    const drain = async () => {
      const mine: string[] = [];
      for (let claims = await claim(); claims.length > 0; claims = await claim()) mine.push(...claims);
      return mine;
    };
    const workers = Array.from({ length: 20 }, (_, at) => at);
    // There is more than enough for all of them: a worker that comes away with nothing has given up.
    const firstClaims = await Promise.all(workers.map(claim));
    expect(firstClaims.filter((claims) => claims.length === 0)).toEqual([]);
    const rest = await Promise.all(workers.map(drain));
    const claimed = [...firstClaims, ...rest].flat();
    expect(claimed).toHaveLength(1_000);
    expect(new Set(claimed).size).toBe(1_000);
  });

  test("who held a claim before may not write any more", async () => {
    await first.open(["order-confirmation"]);
    await first.deliver("orders/create", order(0));
    await ingestEvents(first.context);
    const now = first.clock.now();
    const [early] = await claimDue(database().pool, { now, until: now.add({ seconds: 1 }), limit: 1 });
    const [late] = await claimDue(database().pool, {
      now: now.add({ seconds: 2 }),
      until: now.add({ seconds: 60 }),
      limit: 1,
    });
    expect(late?.id).toBe(early?.id);
    expect(await lockClaimed(database().pool, early ? [early] : [])).toEqual(new Map());
    expect(await lockClaimed(database().pool, late ? [late] : [])).toEqual(new Map([[late?.id, "scheduled"]]));
    await writeStepEnds(database().pool, [{ id: late?.id ?? "", kind: "cancelled", at: now }]);
  });

  test("four workers, forty orders, credits for thirty: thirty texts, and the balance never below zero", async () => {
    await first.open(["order-confirmation"], { credits: 30 });
    for (let at = 0; at < 3; at++) house();
    await Promise.all(Array.from({ length: 40 }, (_, at) => first.deliver("orders/create", order(at))));
    await workAll();
    await workAll();
    expect(textsOf()).toHaveLength(30);
    expect(new Set(textsOf()).size).toBe(30);
    expect(await first.holdings()).toEqual({ balance: 0, held: 0 });
    expect((await first.log()).filter((line) => line === "send_sms skipped insufficient_credits")).toHaveLength(10);
  });

  test("one shop's flood does not hold up another's text, and the urgent goes first", async () => {
    await first.open(["abandoned-cart"], { credits: 100 });
    await first.open(["order-confirmation"], { domain: "small.myshopify.com" });
    for (let at = 0; at < 60; at++)
      await first.deliver(
        "checkouts/create",
        checkoutBody({ token: `c-${at}`, id: String(80_000 + at), phone: `+1212555${String(2_000 + at)}` }),
      );
    await first.work();
    first.clock.moveTo(first.clock.now().add({ hours: 2 }));
    await first.deliver("orders/create", order(1), { domain: "small.myshopify.com" });
    await ingestEvents(first.context);
    const now = first.clock.now();
    const claims = await claimDue(database().pool, { now, until: now.add({ minutes: 1 }), limit: 10 });
    const [urgent] = await first.rows<{ n: number }>(
      `
        SELECT count(*)::int AS "n" FROM "ScheduledAutomation" a JOIN "Shop" s ON s."id" = a."shopId"
          WHERE s."domain" = 'small.myshopify.com' AND a."id" = ANY($1::uuid[])`,
      [claims.map(({ id }) => id)],
    );
    expect(urgent?.n).toBe(1);
  });

  test("a stop that is committed before the text is stops it, however close", async () => {
    await first.open(["order-confirmation"]);
    await first.tell("orders/create", orderBody({ order: "1" }));
    const stop = () =>
      receiveMessage(first.context, {
        providerId: `SM${Math.random()}`,
        from: ADAS_PHONE,
        to: "+15005550006",
        body: "STOP",
        answeredByProvider: false,
      });
    const others = [house(), house(), house()];
    let stopped = false;
    for (const each of others) {
      each.phoneCompany(() => {
        expect(stopped).toBe(false);
        return accepted();
      });
    }
    for (let at = 2; at < 12; at++)
      await first.deliver("orders/create", orderBody({ order: String(at), token: `t${at}` }));
    await ingestEvents(first.context);
    // Held open by the test: the stop waits for nothing but its own commit, and every text decided after it is refused.
    const client = await database().pool.connect();
    await client.query("BEGIN");
    await client.query(`SELECT 1 FROM "Subscriber" FOR UPDATE`);
    const running = Promise.all(others.map((each) => runSteps(each.context)));
    const hash = first.context.secrets.hashAddress(ADAS_PHONE);
    await client.query(
      `
        INSERT INTO "Suppression" ("id", "sender", "addressHash", "reason", "createdAt")
          VALUES (gen_random_uuid(), 'shared', $1, 'keyword', now())`,
      [hash],
    );
    stopped = true;
    await client.query("COMMIT");
    client.release();
    await running;
    await Promise.all(others.map((each) => stepsIdle(each.context)));
    expect(textsOf()).toHaveLength(1);
    expect((await first.log()).filter((line) => line === "send_sms skipped opted_out")).toHaveLength(10);
    await stop();
  });

  test("a sequence that ends while a worker writes its next step leaves no step behind, and no deadlock", async () => {
    await first.open(["order-confirmation"]);
    await first.deliver("orders/create", order(0));
    await ingestEvents(first.context);
    const [step] = await first.rows<{ id: string; sequenceId: string; shopId: string }>(
      `SELECT "id", "sequenceId", "shopId" FROM "ScheduledAutomation"`,
    );
    if (!step) throw new Error("there is no step");
    const now = first.clock.now();
    const client = await database().pool.connect();
    await client.query("BEGIN");
    await client.query(`UPDATE "ScheduledAutomation" SET "status" = 'executed', "executedAt" = now()`);
    const ended = transaction(database().pool, (sql) =>
      endSequences(sql, [{ id: step.sequenceId, status: "cancelled", endReason: "order_cancelled", completedAt: now }]),
    );
    await expect
      .poll(() => first.rows(`SELECT 1 FROM pg_stat_activity WHERE "wait_event_type" = 'Lock'`))
      .toHaveLength(1);
    // The worker writes the sequence too: what ends the sequence must not have locked it before the step.
    await client.query(`UPDATE "AutomationSequence" SET "outputs" = '{}'`);
    await client.query(
      `
        INSERT INTO "ScheduledAutomation" ("id", "shopId", "sequenceId", "stepId", "dueAt")
          VALUES (gen_random_uuid(), $1, $2, 'next', now() + interval '3 days')`,
      [step.shopId, step.sequenceId],
    );
    await client.query("COMMIT");
    client.release();
    await ended;
    expect(await first.rows(`SELECT "status" FROM "ScheduledAutomation" WHERE "stepId" = 'next'`)).toEqual([
      { status: "cancelled" },
    ]);
  });

  test("a cart and the order that ends it, taken in by two workers at once, leave no reminder", async () => {
    await first.open(["abandoned-cart"], { credits: 100 });
    const second = house();
    for (let at = 0; at < 30; at++) {
      const who = { id: String(60_000 + at), phone: `+1212555${String(3_000 + at)}`, token: `x-${at}` };
      const now = first.clock.now();
      await Promise.all([
        first.deliver("orders/create", orderBody({ order: String(at + 1), ...who }), { at: now.add({ seconds: 1 }) }),
        second.deliver("checkouts/create", checkoutBody(who), { at: now }),
      ]);
    }
    await workAll();
    await first.rows(
      `UPDATE "Subscriber" SET "consent" = 'subscribed', "level" = 'confirmed_opt_in', "namesCartReminders" = true`,
    );
    await first.pass({ hours: 3 });
    expect(textsOf()).toEqual([]);
    expect(await first.rows(`SELECT count(*)::int AS "n" FROM "AutomationSequence" WHERE "status" = 'active'`)).toEqual(
      [{ n: 0 }],
    );
  });
});
