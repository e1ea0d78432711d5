import { afterEach, beforeEach, expect, test } from "vitest";
import type { OutwardResult } from "#core/sending/outward-failure.ts";
import { runSteps, stepsIdle } from "#services/engine/run-steps.server.ts";
import { ingestEvents } from "#services/intake/ingest-events.server.ts";
import { webhookSecret } from "#shell/http/webhook-signature.server.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";

const OTHER = "larkspur.myshopify.com";
const done = (): OutwardResult => ({ kind: "done" });

describeOnDatabases("calls to other systems", (database) => {
  let house: House;
  let release: () => void;
  let silent: Promise<OutwardResult>;
  beforeEach(() => {
    house = buildHouse(database());
    house.context.env = { ...house.context.env, WORKER_CONCURRENCY: 3 };
    silent = new Promise((resolve) => (release = () => resolve(done())));
  });
  afterEach(async () => {
    release();
    await stepsIdle(house.context);
    await house.close();
  });

  const order = (at: number) =>
    orderBody({ order: String(at), id: `5${at}`, phone: `+121255${50_100 + at}`, token: `t${at}` });
  const text = { id: "text", type: "send_sms", config: { body: "Hi" } };
  const webCall = { id: "call", type: "call_webhook", config: { url: "https://example.com/hook" } };
  const mail = { id: "mail", type: "send_email", config: { subject: "Hi", body: "Hi" } };
  const tag = { id: "tag", type: "add_tag", config: { tags: ["vip"] } };
  const openWith = async (domain: string, step: object) => {
    const shopId = await house.open([], { domain, credits: 100 });
    await house.automate(shopId, { kind: "transactional", steps: [step] } as never);
    return shopId;
  };
  const deliver = (domain: string, count: number, from = 1) =>
    Promise.all(Array.from({ length: count }, (_, at) => house.deliver("orders/create", order(from + at), { domain })));
  const take = async () => {
    await ingestEvents(house.context);
    await runSteps(house.context);
  };

  test("to a receiver that never answers hold up no text, and no call of another shop", async () => {
    const secret = webhookSecret(house.context.secrets, await openWith(SHOP, webCall));
    house.receiver(({ shopSecret }) => (shopSecret === secret ? silent : done()));
    await openWith(OTHER, webCall);
    await openWith("texts.myshopify.com", text);
    await deliver(SHOP, 210);
    await take();
    expect(house.calls).toHaveLength(4);
    await deliver(OTHER, 10, 300);
    await deliver("texts.myshopify.com", 10, 400);
    await take();
    await expect.poll(() => house.texts).toHaveLength(10);
    await expect.poll(() => house.calls.filter(({ shopSecret }) => shopSecret !== secret)).toHaveLength(10);
    expect(house.calls).toHaveLength(14);
  });

  test.each([
    ["e-mails", mail, () => house.mailServer(() => silent)],
    ["Admin API writes", tag, () => house.store(() => silent)],
  ] as const)("%s that wait for an answer hold up no text", async (_what, step, hush) => {
    hush();
    await openWith(SHOP, step);
    await openWith(OTHER, text);
    await deliver(SHOP, 30);
    await take();
    await deliver(OTHER, 10, 300);
    await take();
    await expect.poll(() => house.texts).toHaveLength(10);
    expect(house.letters.length + house.writes.length).toBe(4);
  });

  test("beyond a shop's places are put off, each is made in the end, and none counts as an attempt", async () => {
    house.receiver(() => silent);
    await openWith(SHOP, webCall);
    await deliver(SHOP, 100);
    await take();
    const putOff = await house.rows(
      `SELECT 1 FROM "ScheduledAutomation" WHERE "status" = 'scheduled' AND "attempts" = 0 AND "leaseUntil" IS NOT NULL`,
    );
    expect(putOff).toHaveLength(100 - 32);
    release();
    await stepsIdle(house.context);
    for (let times = 0; times < 8; times++) {
      house.clock.moveTo(house.clock.now().add({ milliseconds: 4_713 }));
      await house.work();
    }
    expect(new Set(house.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(100);
    expect(house.calls).toHaveLength(100);
  });
});
