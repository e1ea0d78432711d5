import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, testEnv, type House } from "../services/test-app.ts";
import { receiveEvent } from "#services/intake/receive-event.server.ts";
import { action } from "../../app/routes/webhooks.ts";

const sign = (body: string | Uint8Array, secret = testEnv.SHOPIFY_API_SECRET) =>
  createHmac("sha256", secret).update(body).digest("base64");

interface Parcel {
  triggeredAt?: string;
  topic?: string;
  shop?: string;
  signature?: string;
  without?: string;
  eventId?: string;
}

function request(
  body: string | Uint8Array<ArrayBuffer>,
  {
    topic = "orders/create",
    shop = SHOP,
    signature = sign(body),
    without,
    eventId = randomUUID(),
    triggeredAt = "2026-03-02T15:00:00.000Z",
  }: Parcel = {},
): Request {
  const headers = new Headers({
    "Content-Type": "application/json",
    "X-Shopify-Topic": topic,
    "X-Shopify-Shop-Domain": shop,
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Webhook-Id": randomUUID(),
    "X-Shopify-Event-Id": eventId,
    "X-Shopify-Triggered-At": triggeredAt,
    "X-Shopify-Hmac-Sha256": signature,
  });
  if (without) headers.delete(without);
  return new Request("https://shopbell.example/webhooks", { method: "POST", body, headers });
}

describeOnDatabases("the inbox for Shopify's deliveries", (database) => {
  let house: House;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open([]);
    await house.open([], { domain: "other.myshopify.com", credits: 0 });
  });
  afterEach(() => house.close());
  const post = async (delivery: Request): Promise<number> => {
    const answer = await action({ request: delivery, params: {}, context: { app: house.context } });
    return answer.status;
  };
  const stored = () => house.rows<{ topic: string; eventId: string }>(`SELECT "topic", "eventId" FROM "StoreEvent"`);

  test("a genuine delivery is kept with its ids, and answered 200", async () => {
    expect(await post(request(orderBody(), { eventId: "e-1" }))).toBe(200);
    expect(await stored()).toEqual([{ topic: "orders/create", eventId: "e-1" }]);
  });

  test("the same event fifty times at once is one row, and 200 each time", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(request(orderBody(), { eventId: "e-1" }))));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await stored()).toHaveLength(1);
  });

  const body = orderBody();
  test.each<[string, number, () => Request]>([
    ["forged", 401, () => request(body, { signature: sign(body, "another secret") })],
    ["truncated", 401, () => request(body.slice(0, -10), { signature: sign(body) })],
    ["unsigned", 401, () => request(body, { without: "X-Shopify-Hmac-Sha256" })],
    ["without a topic", 400, () => request(body, { without: "X-Shopify-Topic" })],
    ["not JSON", 400, () => request("{never closed")],
    ["not UTF-8", 400, () => request(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))],
    ["nested 65 levels deep", 400, () => request("[".repeat(65) + "]".repeat(65))],
    ["nested a million levels deep", 400, () => request("[".repeat(1_000_000))],
    ["of ten megabytes", 413, () => request(JSON.stringify({ id: 1, note: "x".repeat(10_000_000) }))],
    [
      "of another of our shops than its header names",
      401,
      () => request(JSON.stringify({ shop_domain: "other.myshopify.com" })),
    ],
    ["with an event id of 8 kB", 400, () => request(body, { eventId: "x".repeat(8_000) })],
    ["with a topic of 8 kB", 400, () => request(body, { topic: "x".repeat(8_000) })],
    ["whose header names no shop", 400, () => request(body, { shop: "{shop}.myshopify.com" })],
    ["for a shop that has not installed the app", 404, () => request(body, { shop: "stranger.myshopify.com" })],
  ])("a delivery %s is answered %i and writes nothing", async (_what, status, make) => {
    expect(await post(make())).toBe(status);
    expect(await stored()).toEqual([]);
  });

  test("odd headers, which nobody has signed, harm no other delivery", async () => {
    const odd = [
      "-271821-04-20T00:00:00Z",
      "+275760-09-13T00:00:00Z",
      "1066-10-14T00:00:00Z",
      "soon",
      "2031-01-01T00:00:00Z",
    ];
    const answers = await Promise.all([
      ...odd.map((triggeredAt) => post(request(orderBody(), { triggeredAt }))),
      post(request(orderBody(), { eventId: "x".repeat(8_000) })),
      ...Array.from({ length: 20 }, () => post(request(orderBody()))),
    ]);
    expect(answers).toEqual([...odd.map(() => 200), 400, ...Array.from({ length: 20 }, () => 200)]);
    // A time that cannot be counts as none: then the event happened when it arrived.
    const [row] = await house.rows<{ n: number }>(
      `SELECT count(*)::int AS "n" FROM "StoreEvent" WHERE "triggeredAt" = "receivedAt"`,
    );
    expect(row?.n).toBeGreaterThanOrEqual(odd.length);
  });

  test("a delivery that cannot be stored fails alone", async () => {
    const deliver = (topic: string) =>
      receiveEvent(house.context, {
        shopDomain: SHOP,
        topic,
        eventId: randomUUID(),
        webhookId: randomUUID(),
        triggeredAt: null,
        isTest: false,
        body: Buffer.from(orderBody()),
      });
    // Postgres refuses an index entry of this size.
    const unstorable = randomBytes(6_000).toString("hex");
    const settled = await Promise.allSettled(["orders/create", unstorable, "orders/updated"].map(deliver));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("a delivery repeated later writes nothing new", async () => {
    await post(request(body, { eventId: "e-1" }));
    await house.work();
    expect(await post(request(body, { eventId: "e-1" }))).toBe(200);
    await house.work();
    expect(await house.rows(`SELECT "status" FROM "StoreEvent"`)).toEqual([{ status: "processed" }]);
  });

  const real = path.resolve(import.meta.dirname, "../../../shared/shopify/webhooks");
  if (!existsSync(real)) console.info("left out: Shopify's real bodies are not beside this checkout");
  test.skipIf(!existsSync(real))(
    "every real body is accepted and ends processed, or ignored with its reason",
    async () => {
      let count = 0;
      // What ends the shop comes last: after it, every event is ignored for that reason.
      const ends = ["app__uninstalled", "shop__redact"];
      for (const topic of readdirSync(real).toSorted((a, b) => ends.indexOf(a) - ends.indexOf(b))) {
        if (ends.includes(topic)) await house.work();
        for (const file of readdirSync(path.join(real, topic))) {
          const text = readFileSync(path.join(real, topic, file), "utf8");
          expect(await post(request(text, { topic: topic.replace("__", "/") }))).toBe(200);
          count++;
        }
      }
      await house.work();
      // Bodies of orders that no other body tells of wait for them, until Shopify does not know them either.
      house.adminOrders(() => ({ order: null }));
      for (let looks = 0; looks < 4; looks++) {
        house.clock.moveTo(house.clock.now().add({ minutes: 3 }));
        await house.work();
      }
      const rows = await house.rows<{ topic: string; status: string; reason: string | null }>(
        `SELECT "topic", "status", "reason" FROM "StoreEvent"`,
      );
      expect(rows).toHaveLength(count);
      expect(rows.filter(({ status, reason }) => status !== "processed" && !(status === "ignored" && reason))).toEqual(
        [],
      );
      expect(rows.filter(({ topic, status }) => topic.startsWith("orders/create") && status !== "processed")).toEqual(
        [],
      );
    },
  );
});
