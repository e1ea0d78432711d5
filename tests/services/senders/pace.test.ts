import { afterEach, beforeEach, expect, test } from "vitest";
import type { Instant } from "#core/time/time.ts";
import { claimDue } from "#shell/repositories/engine/step-claims.server.ts";
import { takeTurns } from "#shell/repositories/senders/sender-pace.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { orderBody } from "#tests/fixtures/bodies.ts";
import { buildHouse, SHOP, type House } from "../test-app.ts";
import { giveSender } from "./give-sender.ts";

const OTHER = "larch.myshopify.com";

describeOnDatabases("the rate of a sender", (database) => {
  let house: House;
  beforeEach(() => {
    house = buildHouse(database());
  });
  afterEach(() => house.close());
  const now = () => house.clock.now();
  const order = (nth: number) =>
    orderBody({
      order: String(1_000 + nth),
      id: String(50_000 + nth),
      phone: `+1212555${1_000 + nth}`,
      token: `t-${nth}`,
    });

  test("its instants are handed out one by one to all processes, each sender's by itself", async () => {
    const slow = await giveSender(house, await house.open([]), { perSecond: 1 });
    const quick = await giveSender(house, await house.open([], { domain: OTHER }), { perSecond: 10 });
    const taken = await Promise.all(
      Array.from({ length: 10 }, () =>
        takeTurns(
          database().pool,
          [
            { senderId: slow.id, count: 1 },
            { senderId: quick.id, count: 2 },
          ],
          now(),
        ),
      ),
    );
    const endsOf = (senderId: string) =>
      taken
        .flat()
        .filter((turns) => turns.senderId === senderId)
        .map(({ nextAt }) => nextAt.since(now()).total("milliseconds"))
        .toSorted((a, b) => a - b);
    expect(endsOf(slow.id)).toEqual(Array.from({ length: 10 }, (_, at) => (at + 1) * 1_000));
    expect(endsOf(quick.id)).toEqual(Array.from({ length: 10 }, (_, at) => (at + 1) * 200));
  });

  test("an instant that nobody used is lost: there is no burst afterwards", async () => {
    const { id: senderId } = await giveSender(house, await house.open([]), { perSecond: 1 });
    await takeTurns(database().pool, [{ senderId, count: 1 }], now());
    await house.pass({ minutes: 1 });
    const [turns] = await takeTurns(database().pool, [{ senderId, count: 2 }], now());
    expect(turns?.nextAt.since(now()).total("seconds")).toBe(2);
  });

  test("limits what is claimed to what can go out soon, and leaves the other shops' steps alone", async () => {
    const shopId = await house.open(["order-confirmation"]);
    await house.open(["order-confirmation"], { domain: OTHER });
    const { id: senderId } = await giveSender(house, shopId, { perSecond: 3 });
    await house.rows(`UPDATE "Sender" SET "perSecond" = 3`);
    for (let nth = 0; nth < 20; nth++) {
      await house.deliver("orders/create", order(nth));
      await house.deliver("orders/create", order(nth), { domain: OTHER });
    }
    const { ingestEvents } = await import("#services/intake/ingest-events.server.ts");
    await ingestEvents(house.context);
    const until = now().add({ minutes: 2 });
    const claims = await claimDue(database().pool, { now: now(), until, limit: 200 });
    const shops = await house.rows<{ shopId: string; n: number }>(
      `SELECT "shopId", count(*)::int AS "n" FROM "ScheduledAutomation" WHERE "id" = ANY($1::uuid[]) GROUP BY 1`,
      [claims.map(({ id }) => id)],
    );
    expect(shops.find((row) => row.shopId === shopId)?.n).toBe(6);
    expect(shops.find((row) => row.shopId !== shopId)?.n).toBe(20);
    await takeTurns(database().pool, [{ senderId, count: 6 }], now());
    expect(await claimDue(database().pool, { now: now(), until, limit: 200 })).toEqual([]);
  });

  test("a text about an order goes out before marketing that was due earlier", async () => {
    const shopId = await house.open(["order-confirmation"]);
    await giveSender(house, shopId, { perSecond: 1 });
    for (let nth = 0; nth < 6; nth++) await house.deliver("orders/create", order(nth));
    const { ingestEvents } = await import("#services/intake/ingest-events.server.ts");
    await ingestEvents(house.context);
    const steps = await house.rows<{ id: string }>(`SELECT "id" FROM "ScheduledAutomation" ORDER BY "id"`);
    const urgent = steps.at(-1)?.id ?? "";
    await house.rows(
      `UPDATE "ScheduledAutomation" SET "priority" = 7, "dueAt" = "dueAt" - interval '1 hour' WHERE "id" <> $1`,
      [urgent],
    );
    const claims = await claimDue(database().pool, { now: now(), until: now().add({ minutes: 2 }), limit: 200 });
    expect(claims).toHaveLength(2);
    expect(claims.map(({ id }) => id)).toContain(urgent);
  });

  test("texts of a slow sender wait, and go out all of them", { timeout: 30_000 }, async () => {
    const ticking = buildHouse(database(), { ticks: true });
    const shopId = await ticking.open(["order-confirmation"]);
    await giveSender(ticking, shopId, { perSecond: 20 });
    const began = ticking.clock.now();
    for (let nth = 0; nth < 14; nth++) await ticking.deliver("orders/create", order(nth));
    await ticking.work();
    await expect.poll(() => ticking.texts.length, { timeout: 15_000 }).toBe(14);
    // The last turn was handed out for no earlier than the rate allows.
    const [pace] = await ticking.rows<{ nextAt: Instant }>(`SELECT "nextAt" FROM "SenderPace"`);
    expect(pace?.nextAt.since(began).total("milliseconds")).toBeGreaterThanOrEqual(14 * 50);
    await ticking.close();
  });

  test("holds nothing up for a shop without a sender of its own", async () => {
    await house.open(["order-confirmation"]);
    for (let nth = 0; nth < 30; nth++) await house.deliver("orders/create", order(nth));
    await house.work();
    expect(house.texts).toHaveLength(30);
    expect(
      await house.rows(`SELECT 1 FROM "Shop" WHERE "domain" = $1 AND "optOutScope" = 'shared'`, [SHOP]),
    ).toHaveLength(1);
  });
});
