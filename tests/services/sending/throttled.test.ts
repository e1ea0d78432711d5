import { beforeEach, afterEach, expect, test } from "vitest";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases, type TestDatabase } from "#tests/support/database.ts";
import { pause, say } from "#tests/core/definitions.ts";
import { accepted, buildHouse, type House } from "../test-app.ts";

const TOLD_TO_WAIT = { kind: "throttled", detail: "Too Many Requests" } as const;

const AGREED = { smsConsent: "subscribed", consentUpdatedAt: "2026-01-01T00:00:00Z" } as const;

describeOnDatabases("a sender that is told to wait (429)", (database) => {
  let here: TestDatabase;
  const houses: House[] = [];
  /** A worker; all workers share the database. Each step is claimed up to three seconds late. */
  const worker = (): House => {
    let steps = 0;
    const house = buildHouse(here, { lateness: () => 130 + ((steps++ * 977) % 3_000) });
    houses.push(house);
    return house;
  };
  beforeEach(async () => {
    here = database();
    await here.reset();
  });
  afterEach(async () => {
    for (const house of houses.splice(0)) await house.close();
  });

  const outcomesOf = (house: House) =>
    house.rows(`SELECT "status", count(*)::int AS "count" FROM "Message" GROUP BY 1 ORDER BY 1`);
  const isSound = async (house: House) => {
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
  };
  const shopWith = async (house: House, credits = 100) => {
    const shopId = await house.open([], { credits });
    const about = (kind: "transactional" | "marketing", body: string) =>
      house.automate(shopId, {
        name: kind,
        kind,
        trigger: { type: "order_created", config: {} },
        steps: [say("say", body)],
      });
    await about("marketing", "News. Reply STOP to opt out");
    await about("transactional", "Your order is here");
    return shopId;
  };
  const orders = async (house: House, count: number) => {
    for (let order = 1; order <= count; order++) {
      const [id, phone] = [String(7_000 + order), `+1212555${String(1_000 + order)}`];
      house.adminKnows(id, { phone, countryCode: "US", provinceCode: "NY", ...AGREED });
      await house.deliver("orders/create", orderBody({ order: String(order), id, phone }));
    }
  };

  test("loses none of a storm of texts, and calls for none in vain for long", async () => {
    const house = worker();
    await shopWith(house);
    // Three texts each eleven seconds; all others are told to wait.
    let left = 3;
    let windowEnds = house.clock.now().add({ seconds: 11 });
    const taken: string[] = [];
    let refused = 0;
    house.phoneCompany(({ body }) => {
      while (house.clock.now().epochMilliseconds >= windowEnds.epochMilliseconds) {
        windowEnds = windowEnds.add({ seconds: 11 });
        left = 3;
      }
      if (left-- > 0) {
        taken.push(body);
        return accepted();
      }
      refused++;
      return TOLD_TO_WAIT;
    });
    await orders(house, 20);
    await house.work();
    await house.pass({ hours: 1 });
    expect(taken).toHaveLength(40);
    expect(taken.filter((body) => body === "Your order is here")).toHaveLength(20);
    expect(await outcomesOf(house)).toEqual([{ status: "sent", count: taken.length }]);
    // Only calls that are under way together are refused together, once for each pause.
    expect(refused).toBeLessThan(taken.length * 10);
    await isSound(house);
  });

  test("pauses in every worker, for as long as it is asked", async () => {
    const [first, second] = [worker(), worker()];
    await shopWith(first);
    first.phoneCompany(() => ({ ...TOLD_TO_WAIT, retryAfter: 40 }));
    await orders(first, 1);
    await first.work();
    expect(first.texts.length).toBeGreaterThan(0);

    second.clock.moveTo(second.clock.now().add({ seconds: 21 }));
    await second.tell("orders/create", orderBody({ order: "9", id: "7900", phone: "+12125551900" }));
    await second.pass({ seconds: 15 });
    expect(second.texts).toEqual([]);
    await second.pass({ seconds: 30 });
    expect(second.texts.map(({ body }) => body)).toEqual(expect.arrayContaining(["Your order is here"]));
    expect(await outcomesOf(second)).toEqual([{ status: "sent", count: second.texts.length }]);
    await isSound(second);
  });

  test("sends orders before news when its pause is over", async () => {
    const house = worker();
    await shopWith(house);
    house.phoneCompany(() => ({ ...TOLD_TO_WAIT, retryAfter: 30 }));
    await orders(house, 5);
    await house.work();
    const calls = house.texts.length;
    expect(calls).toBeLessThanOrEqual(10);
    house.phoneCompany(accepted);
    await house.pass({ minutes: 5 });
    const priorities = await house.rows<{ priority: number }>(
      `
        SELECT s."priority" FROM "MessageAttempt" t JOIN "Message" m ON m."id" = t."messageId"
          JOIN "ScheduledAutomation" s ON s."id" = m."scheduledAutomationId"
          WHERE t."outcome" = 'accepted' ORDER BY t."endedAt", t."id"`,
    );
    expect(priorities).toHaveLength(10);
    expect(new Set(priorities.map(({ priority }) => priority)).size).toBe(2);
    const inOrder = priorities.map(({ priority }) => priority);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
    await isSound(house);
  });

  test("gives a text up only when the text is stale, says so, and gives its credits back", async () => {
    const house = worker();
    await house.open(["order-confirmation"], { credits: 10 });
    house.phoneCompany(() => ({ ...TOLD_TO_WAIT, retryAfter: 900 }));
    await house.tell("orders/create", orderBody());
    await house.pass({ hours: 20 });
    expect(await outcomesOf(house)).toEqual([{ status: "pending", count: 1 }]);
    expect(await house.holdings()).toEqual({ balance: 9, held: 1 });
    await house.pass({ hours: 8 });
    expect((await house.log()).at(-1)).toBe("send_sms skipped stale_event");
    expect(await outcomesOf(house)).toEqual([{ status: "failed", count: 1 }]);
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
    await isSound(house);
  });

  test("goes on with the sequence when the text is out", async () => {
    const house = worker();
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      trigger: { type: "order_created", config: {} },
      steps: [say("one", "One"), pause("wait", 3, "hours"), say("two", "Two")],
    });
    let calls = 0;
    house.phoneCompany(() => (calls++ < 12 ? TOLD_TO_WAIT : accepted()));
    await house.tell("orders/create", orderBody());
    await house.pass({ days: 1 });
    expect((await house.log()).filter((line) => line.startsWith("send_sms"))).toEqual([
      "send_sms sent",
      "send_sms sent",
    ]);
    await isSound(house);
  });
});
