import { mkdtempSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Temporal } from "#core/time/time.ts";
import { openMailServer, type MailServer } from "#sandbox/mailbox/server.ts";
import type { HistoryPlan } from "#sandbox/history/play.ts";
import { openTestDatabase, type TestDatabase } from "#tests/support/database.ts";
import { freePort } from "#tests/support/ports.ts";
import { sandboxEnv } from "../../bin/sandbox/env.ts";
import { makeHistory } from "../../bin/sandbox/history/make-history.ts";
import { SNAPSHOT } from "../../bin/sandbox/history/bring-history.ts";
import { loadSnapshot, saveSnapshot } from "../../bin/sandbox/history/snapshot.ts";
import { listen, type WebServer } from "../../bin/web-server.ts";

/** Short enough to be played twice, and long enough for orders, their shipments and their texts. */
const PLAN: HistoryPlan = {
  seed: "a short history",
  days: 7,
  shoppers: 18,
  ends: Temporal.Instant.from("2026-12-01T18:40:00Z"),
};

/** What happened, without the ids, codes and addresses that differ from run to run. */
const FACTS = {
  customers: `SELECT "shopifyId", "phone", "countryCode", "createdAt" FROM "Customer"`,
  subscribers: `SELECT "address", "consent", "consentAt" FROM "Subscriber"`,
  events: `SELECT "topic", "triggeredAt", "status" FROM "StoreEvent"`,
  log: `
    SELECT l."createdAt", c."shopifyId", l."stepId", l."action", l."status", l."reason", l."credits"
    FROM "AutomationLog" l LEFT JOIN "Customer" c ON c."id" = l."customerId"`,
  messages: `SELECT "createdAt", "direction", "to", "status", "segments", "errorCode" FROM "Message"`,
  arms: `SELECT e."stepId", e."arm", e."sendable", e."enteredAt", c."shopifyId" FROM "SplitEntry" e
    JOIN "Customer" c ON c."id" = e."customerId"`,
  holdout: `SELECT m."heldOut", m."enteredAt", c."shopifyId" FROM "HoldoutMember" m JOIN "Customer" c ON c."id" = m."customerId"`,
  recipients: `SELECT p."name", r."status", r."reason", r."arm", c."shopifyId" FROM "CampaignRecipient" r
    JOIN "Campaign" p ON p."id" = r."campaignId" JOIN "Customer" c ON c."id" = r."customerId"`,
  ledger: `SELECT "createdAt", "type", "amount", "balanceAfter" FROM "CreditEntry"`,
  waiting: `SELECT "dueAt", "stepId", "status" FROM "ScheduledAutomation"`,
};

describe("the sandbox's history", () => {
  let database: TestDatabase;
  let mailServer: MailServer;
  let web: WebServer;
  let folder: string;
  let answer: RequestListener;
  let port: number;
  let first: Record<string, string[]>;
  let world: Awaited<ReturnType<typeof makeHistory>>;
  const env = () =>
    sandboxEnv({ PORT: String(port), DATA_DIR: folder, LOG_LEVEL: "error", NODE_ENV: "test" }, mailServer.url);

  async function facts(): Promise<Record<string, string[]>> {
    const read = Object.entries(FACTS).map(async ([name, sql]) => {
      const { rows } = await database.pool.query<{ line: string }>(
        `SELECT row_to_json(f)::text AS "line" FROM (${sql}) f`,
      );
      return [name, rows.map(({ line }) => line).sort()] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  }
  const make = () =>
    makeHistory(env(), PLAN, {
      pool: database.pool,
      mailServer,
      serve: (app) => (answer = app),
      onDay: () => {},
    });

  beforeAll(async () => {
    database = await openTestDatabase("pglite");
    mailServer = await openMailServer();
    folder = mkdtempSync(path.join(os.tmpdir(), "shopbell-history-"));
    port = await freePort();
    web = await listen((request, response) => answer(request, response), { port, host: "127.0.0.1" });
    world = await make();
    first = await facts();
  });
  afterAll(async () => {
    await web.close();
    await mailServer.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("has orders, texts that were sent, skipped and refused, and steps to come", () => {
    const { customers = [], events = [], log = [], messages = [], waiting = [] } = first;
    expect(customers.length).toBeGreaterThan(PLAN.shoppers * 0.7);
    const topics = ["orders/create", "orders/fulfilled", "checkouts/create", "customers_marketing_consent/update"];
    expect(topics.filter((topic) => !events.some((line) => line.includes(topic)))).toEqual([]);
    expect(events.filter((line) => !line.includes("processed"))).toEqual([]);
    expect(log.filter((line) => line.includes('"skipped"')).length).toBeGreaterThan(0);
    const statuses = ["delivered", "failed", "unknown", "received"];
    expect(statuses.filter((status) => !messages.some((line) => line.includes(`"${status}"`)))).toEqual([]);
    expect(waiting.filter((line) => line.includes('"scheduled"')).length).toBeGreaterThan(0);
  });

  test("is restored from its snapshot, byte for byte", async () => {
    const file = path.join(folder, "snapshot.json.br");
    const address = env().SHOPIFY_APP_URL;
    const payloads = async () =>
      (await database.pool.query(`SELECT md5("payload") AS "digest" FROM "StoreEvent" ORDER BY "id"`))
        .rows as unknown[];
    const before = await payloads();
    expect(before.length).toBeGreaterThan(10);
    await saveSnapshot(database.pool, world, file, address);
    await database.reset();
    expect(await loadSnapshot(database.pool, file, address)).toEqual(JSON.parse(JSON.stringify(world)));
    expect(await facts()).toEqual(first);
    expect(await payloads()).toEqual(before);
  });

  test("is the same store when it is made again from the same seed", async () => {
    await database.reset();
    await make();
    expect(await facts()).toEqual(first);
  });

  test("opens from the prepared snapshot: with a reply to decide, a task, texts to come and an exact ledger", async () => {
    await database.reset();
    await loadSnapshot(database.pool, SNAPSHOT, env().SHOPIFY_APP_URL);
    const count = async (from: string) =>
      (await database.pool.query<{ n: number }>(`SELECT count(*)::int AS "n" FROM ${from}`)).rows[0]?.n ?? 0;
    expect(await count(`"Customer"`)).toBeGreaterThan(180);
    expect(await count(`"Message" WHERE "direction" = 'inbound'`)).toBeGreaterThan(20);
    expect(await count(`"Message" WHERE "status" = 'undelivered'`)).toBeGreaterThan(0);
    expect(await count(`"Subscriber" WHERE "marketingHeldAt" IS NOT NULL`)).toBeGreaterThan(0);
    expect(await count(`"Task" WHERE "status" = 'open'`)).toBeGreaterThan(0);
    expect(await count(`"ScheduledAutomation" WHERE "status" = 'scheduled'`)).toBeGreaterThan(5);
    const campaigns = await database.pool.query<{ name: string; status: string }>(
      `SELECT "name", "status" FROM "Campaign" ORDER BY "createdAt"`,
    );
    expect(campaigns.rows).toEqual([
      { name: "Autumn mugs", status: "sent" },
      { name: "Quiet evenings", status: "sent" },
      { name: "Gift guide", status: "scheduled" },
      { name: "Last days before the holidays", status: "draft" },
    ]);
    expect(await count(`"Campaign" WHERE "winner" IS NOT NULL`)).toBe(1);
    expect(await count(`"CampaignRecipient" WHERE "status" = 'held_out'`)).toBeGreaterThanOrEqual(30);
    expect(await count(`"Segment"`)).toBe(3);
    for (const arm of ["news", "thanks", "no-text"])
      expect(await count(`"SplitEntry" WHERE "sendable" AND "arm" = '${arm}'`)).toBeGreaterThan(15);
    expect(await count(`"HoldoutMember" WHERE "heldOut"`)).toBeGreaterThan(15);
    // Nobody is held out any more: what a visitor tries goes out.
    expect(await count(`"HoldoutPeriod" WHERE "endedAt" IS NULL`)).toBe(0);
    expect(await count(`"StoreEvent" WHERE position('app.invalid' IN encode("payload", 'escape')) > 0`)).toBe(0);
    expect(
      await count(
        `"Shop" s WHERE s."creditBalance" <> (SELECT sum(e."amount") FROM "CreditEntry" e WHERE e."shopId" = s."id")`,
      ),
    ).toBe(0);
  });
});
