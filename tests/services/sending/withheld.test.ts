import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveAutomation } from "#services/automations/archive-automation.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { receiveMessage } from "#services/consent/receive-message.server.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { pauseAutomation, resumeAutomation } from "#services/automations/change-automation-status.server.ts";
import { verifyLedger } from "#services/credits/verify-ledger.server.ts";
import { ADA, ADAS_PHONE, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, SHOP, testEnv, type House } from "../test-app.ts";

const FIRST = "+12125550111";

describeOnDatabases("a message that waits for its turn to be called for", (database) => {
  let house: House;
  let shopId: string;
  let automationId: string;
  let answerFirst: () => void;

  beforeEach(async () => {
    house = buildHouse(database());
    house.context.env = { ...testEnv, WORKER_CONCURRENCY: 1 };
    shopId = await house.open([]);
    automationId = await house.automate(shopId, {
      kind: "transactional",
      steps: [
        { id: "text", type: "send_sms", config: { body: "Hi" } },
        { id: "then", type: "create_task", config: { title: "Pack it" } },
      ],
    });
    const answered = new Promise<void>((resolve) => (answerFirst = resolve));
    const called = new Promise<void>((resolve) =>
      house.phoneCompany(async () => {
        resolve();
        await answered;
        return accepted();
      }),
    );
    await house.deliver("orders/create", orderBody({ order: "1", id: "51", phone: FIRST, token: "a" }));
    await ingestEvents(house.context);
    await runSteps(house.context);
    await called;
    // Ada's text is committed to, and waits behind the first call.
    await house.deliver("orders/create", orderBody({ order: "2", token: "b" }));
    await ingestEvents(house.context);
    await runSteps(house.context);
  });
  afterEach(async () => {
    answerFirst();
    await house.work();
    for (const proof of await verifyLedger(house.context)) expect(proof.discrepancies).toEqual([]);
    await house.close();
  });

  const goOn = async () => {
    answerFirst();
    await stepsIdle(house.context);
    await house.work();
  };
  const toAda = () => house.texts.filter(({ to }) => to === ADAS_PHONE);
  const adas = () =>
    house.rows(
      `
        SELECT m."status", m."errorCode", m."credits", t."outcome" FROM "Message" m JOIN "MessageAttempt" t
          ON t."messageId" = m."id" WHERE m."direction" = 'outbound' ORDER BY m."id" DESC, t."id" LIMIT 1`,
    );

  test("is not called for once its number has said stop: it is skipped, its credits come back, its sequence goes on", async () => {
    await receiveMessage(house.context, {
      providerId: `SM${"9".repeat(32)}`,
      from: ADAS_PHONE,
      to: "+15005550006",
      body: "STOP",
      answeredByProvider: true,
    });
    await goOn();
    expect(toAda()).toEqual([]);
    expect(await adas()).toEqual([{ status: "failed", errorCode: "opted_out", credits: 0, outcome: "refused" }]);
    expect(await house.log()).toContain("send_sms skipped opted_out");
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Task"`)).toEqual([{ n: 2 }]);
    expect(await house.holdings()).toEqual({ balance: 99, held: 0 });
    expect(await house.rows(`SELECT 1 FROM "StoreEvent" WHERE "topic" = 'shopbell/message_failed'`)).toEqual([]);
  });

  test("is not called for once the customer's data was erased", async () => {
    await house.deliver(
      "customers/redact",
      JSON.stringify({
        shop_domain: SHOP,
        customer: { id: "<id>", email: "ada@example.com", phone: ADAS_PHONE },
      }).replace('"<id>"', ADA),
    );
    await ingestEvents(house.context);
    await goOn();
    expect(toAda()).toEqual([]);
    expect(await house.holdings()).toEqual({ balance: 99, held: 0 });
  });

  test("is not called for once the shop has left", async () => {
    await house.deliver("app/uninstalled", "{}");
    await ingestEvents(house.context);
    await goOn();
    expect(toAda()).toEqual([]);
    expect(await adas()).toMatchObject([{ status: "failed", errorCode: "shop_uninstalled" }]);
    expect(await house.holdings()).toEqual({ balance: 99, held: 0 });
  });

  test("is held while its automation is off, and goes out once when it is on again", async () => {
    await pauseAutomation(house.context, { shopId, automationId, actor: "test" });
    await goOn();
    expect(toAda()).toEqual([]);
    expect(await adas()).toMatchObject([{ status: "pending" }]);
    expect(await house.holdings()).toEqual({ balance: 98, held: 1 });
    expect(
      await house.rows(
        `
          SELECT "held", "deferral"->>'reason' AS "reason" FROM "ScheduledAutomation" WHERE "status" = 'scheduled'
            AND "stepId" = 'text'`,
      ),
    ).toEqual([{ held: true, reason: "automation_paused" }]);
    await resumeAutomation(house.context, { shopId, automationId, actor: "test" });
    await house.work();
    expect(toAda()).toHaveLength(1);
    expect(await house.holdings()).toEqual({ balance: 98, held: 0 });
  });

  test("is not called for once its automation was archived", async () => {
    await archiveAutomation(house.context, { shopId, automationId, actor: "test" });
    await goOn();
    expect(toAda()).toEqual([]);
    expect(await house.holdings()).toEqual({ balance: 99, held: 0 });
  });

  test("is left alone where another worker has recorded what came of it", async () => {
    await house.rows(
      `
        UPDATE "MessageAttempt" SET "outcome" = 'unknown'
          WHERE "messageId" = (SELECT "id" FROM "Message" WHERE "to" = $1)`,
      [ADAS_PHONE],
    );
    await goOn();
    expect(toAda()).toEqual([]);
    expect(await house.rows(`SELECT "status" FROM "Message" WHERE "to" = $1`, [ADAS_PHONE])).toEqual([
      { status: "sending" },
    ]);
  });
});
