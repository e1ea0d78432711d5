import { afterEach, beforeEach, expect, test } from "vitest";
import type { ChangedOrder } from "#core/intake/reconciliation/changes.ts";
import { Temporal } from "#core/time/time.ts";
import { readHealth } from "#services/operations/read-health.server.ts";
import { reconcileShops } from "#services/intake/parts/reconcile-shops.server.ts";
import { recordRecovered, recordRestore } from "#shell/repositories/operations/restored-steps.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { consentBody, customerBody, checkoutBody, orderBody } from "#tests/fixtures/bodies.ts";
import { say } from "#tests/core/definitions.ts";
import { refundBody } from "#tests/fixtures/order-bodies.ts";
import { describeOnEachDatabase } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, SHOP, type House } from "../test-app.ts";

const minute = (minutes: number) => MONDAY_TEN.add({ minutes });
const parsed = (body: string) => JSON.parse(body) as Record<string, unknown>;

describeOnEachDatabase("webhooks that were lost", (database) => {
  let house: House;
  let shopId: string;
  /** Webhook bodies by order id, as the Admin API has them. */
  let orders: Map<string, Record<string, unknown>>;
  beforeEach(async () => {
    house = buildHouse(database());
    orders = new Map();
    house.adminOrders((id) => ({ order: orders.get(id) ?? null }));
    shopId = await house.open(["order-confirmation"]);
  });
  afterEach(() => house.close());

  const wait = (minutes: number) => house.clock.moveTo(house.clock.now().add({ minutes }));
  const reconcile = async () => {
    await reconcileShops(house.context);
    await house.work();
  };
  const events = (extra = "") =>
    house
      .rows<{ line: string }>(
        `SELECT concat_ws(' ', "topic", "status"::text, "reason", CASE WHEN "fetched" THEN 'fetched' END) AS "line"
          FROM "StoreEvent" ${extra} ORDER BY "receivedAt", "id"`,
      )
      .then((rows) => rows.map(({ line }) => line));

  /** Shopify has an order, which no webhook told yet. */
  function place(
    order: string,
    at: number,
    { updated = at, ...rest }: { updated?: number } & Record<string, unknown> = {},
  ) {
    const body = orderBody({
      order,
      token: `t-${order}`,
      at: minute(at).toString(),
      rest: { updated_at: minute(updated).toString(), ...rest },
    });
    orders.set(order, parsed(body));
    const listed: ChangedOrder = {
      orderId: order,
      createdAt: minute(at),
      updatedAt: minute(updated),
      cancelledAt: typeof rest.cancelled_at === "string" ? Temporal.Instant.from(rest.cancelled_at) : null,
      financialStatus: typeof rest.financial_status === "string" ? rest.financial_status : "paid",
      fulfillmentStatus: null,
    };
    house.changed.orders = [...house.changed.orders.filter(({ orderId }) => orderId !== order), listed];
    return body;
  }

  test("a fresh order is texted once, and its webhook that comes late does nothing", async () => {
    const body = place("41", 20);
    wait(40);
    await reconcile();
    expect(house.texts).toHaveLength(1);
    expect(await events()).toEqual(["orders/create processed fetched", "orders/paid processed fetched"]);
    await house.tell("orders/create", body, { at: minute(20) });
    await house.tell("orders/paid", body, { at: minute(20) });
    wait(30);
    await reconcile();
    expect(house.texts).toHaveLength(1);
    expect((await events()).slice(2)).toEqual([
      "orders/create ignored told_already",
      "orders/paid ignored told_already",
    ]);
    expect(house.ordersAsked).toEqual(["41"]);
  });

  test("the order of yesterday is logged as too old, and not texted", async () => {
    place("42", 20);
    wait(40 * 60);
    await reconcile();
    expect(house.texts).toEqual([]);
    expect(await house.log()).toEqual(["enter skipped stale_event"]);
  });

  test("an automation that starts every time starts once for what was fetched and told", async () => {
    await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      reentry: "every_time",
      trigger: { type: "order_created", config: {} },
      steps: [{ id: "tell", type: "send_sms", config: { body: "Every time" } }],
    });
    const body = place("43", 20);
    wait(40);
    await reconcile();
    await house.tell("orders/create", body, { at: minute(20) });
    expect(house.bodies().filter((text) => text.includes("Every time"))).toHaveLength(1);
  });

  test("what webhooks told is not fetched, and young events are left time to arrive", async () => {
    const told = place("44", 20);
    await house.deliver("orders/create", told, { at: minute(20) });
    await house.deliver("orders/paid", told, { at: minute(20) });
    place("45", 38);
    wait(40);
    await house.work();
    await reconcile();
    expect(house.ordersAsked).toEqual([]);
    wait(20);
    await reconcile();
    expect(house.ordersAsked).toEqual(["45"]);
  });

  test("a webhook that comes while its event is being fetched makes the fetched one a duplicate", async () => {
    const body = place("46", 20);
    wait(40);
    await reconcileShops(house.context);
    await house.deliver("orders/create", body, { at: minute(20).add({ seconds: 1 }) });
    await house.work();
    expect(house.texts).toHaveLength(1);
    expect(await events(`WHERE "topic" = 'orders/create'`)).toEqual([
      "orders/create ignored told_already fetched",
      "orders/create processed",
    ]);
  });

  test("a cancellation and a refund that were lost are fetched, and end what waits", async () => {
    const told = place("47", 10);
    await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      trigger: { type: "order_created", config: {} },
      exits: [{ on: "order_cancelled", match: "subject" }],
      steps: [
        { id: "hour", type: "wait", config: { for: { amount: 4, unit: "hours" } } },
        { id: "tell", type: "send_sms", config: { body: "How was it?" } },
      ],
    });
    house.clock.moveTo(minute(10));
    await house.tell("orders/create", told);
    await house.tell("orders/paid", told);
    const refund = parsed(refundBody({ order: "47" }));
    place("47", 10, {
      updated: 30,
      cancelled_at: minute(30).toString(),
      financial_status: "refunded",
      refunds: [{ ...refund, created_at: minute(30).toString(), processed_at: minute(30).toString() }],
    });
    wait(40);
    await reconcile();
    expect(await events(`WHERE "fetched"`)).toEqual([
      "orders/cancelled processed fetched",
      "refunds/create processed fetched",
    ]);
    await house.pass({ hours: 5 });
    expect(house.bodies().filter((text) => text.includes("How was it"))).toEqual([]);
  });

  /** The customer has agreed to texts at minute 0, and has opted out at minute 20 without a webhook. */
  async function optOutUnheard() {
    await house.tell("customers/create", customerBody({ at: minute(0).toString() }));
    await house.tell("customers_marketing_consent/update", consentBody({ at: minute(0).toString() }));
    house.changed.customers = [
      {
        customerId: "7012345678901234567",
        createdAt: minute(-60),
        updatedAt: minute(20),
        body: parsed(
          customerBody({ at: minute(20).toString() }).replace("7012345678901234567,", '"7012345678901234567",'),
        ),
        smsConsent: {
          updatedAt: minute(20),
          body: {
            ...parsed(consentBody({ state: "unsubscribed", at: minute(20).toString() })),
            id: "7012345678901234567",
          },
        },
        emailConsent: null,
      },
    ];
  }

  test("after a restore, marketing waits until the consents since the copy are read", async () => {
    await optOutUnheard();
    await house.automate(shopId, { kind: "marketing", steps: [say("offer", "Hello")] });
    house.clock.moveTo(minute(31));
    await recordRestore(house.context.db.pool, minute(31));
    await recordRecovered(house.context.db.pool, [], minute(31));
    await house.tell("orders/create", orderBody({ order: "5", token: "t-5", at: minute(32).toString() }));
    const offers = () =>
      house.rows(`SELECT "status", "deferral"->>'reason' AS "reason" FROM "ScheduledAutomation" a
      WHERE a."stepId" = 'offer'`);
    expect(await offers()).toEqual([{ status: "scheduled", reason: "restore_unread" }]);
    wait(16);
    await reconcile();
    expect(await offers()).toMatchObject([{ status: "scheduled" }]);
    wait(16);
    await reconcile();
    expect(await house.log()).toContain("send_sms skipped opted_out");
    expect(house.texts.filter(({ body }) => body.includes("Hello"))).toEqual([]);
  });

  test("an opt-out that was lost holds, and a new customer and a checkout are known", async () => {
    await optOutUnheard();
    const checkout = parsed(checkoutBody({ token: "c-9" }));
    house.adminCheckouts.set("gid://shopify/AbandonedCheckout/9", { ...checkout, updated_at: minute(25).toString() });
    house.changed.checkouts = [
      {
        id: "gid://shopify/AbandonedCheckout/9",
        token: "c-9",
        createdAt: minute(22),
        updatedAt: minute(25),
        completedAt: null,
      },
    ];
    wait(40);
    await reconcile();
    expect(await events(`WHERE "fetched"`)).toEqual([
      "customers_marketing_consent/update processed fetched",
      "checkouts/create processed fetched",
    ]);
    expect(await house.rows(`SELECT "consent" FROM "Subscriber" WHERE "channel" = 'sms'`)).toEqual([
      { consent: "unsubscribed" },
    ]);
  });

  test("many pages are compared over several turns, each object once", async () => {
    for (let each = 0; each < 45; each++) place(String(100 + each), 5 + (each % 25));
    wait(40);
    for (let run = 0; run < 4; run++) await reconcile();
    expect(new Set(house.ordersAsked).size).toBe(45);
    expect(house.ordersAsked).toHaveLength(45);
    expect(await house.rows(`SELECT "resource", "comparedUntil" FROM "Reconciliation"`)).toEqual([
      { resource: null, comparedUntil: minute(35) },
    ]);
  });

  test("a crash repeats a page at most, and stores nothing twice", async () => {
    place("48", 20);
    place("49", 21);
    wait(40);
    const { rows } = house;
    await reconcileShops(house.context);
    await rows(`UPDATE "Reconciliation" SET "comparedUntil" = $1, "nextAt" = $1`, [MONDAY_TEN]);
    await rows(`UPDATE "StoreEvent" SET "status" = 'failed', "reason" = 'crashed'`);
    await reconcileShops(house.context);
    expect(await rows(`SELECT count(*)::int AS "n" FROM "StoreEvent"`)).toEqual([{ n: 4 }]);
  });

  test("a shop whose Admin API fails holds up no other, is told on Status, and is compared later", async () => {
    const other = "quick.myshopify.com";
    await house.open([], { domain: other });
    house.changesFail((domain) =>
      domain === SHOP ? { kind: "retry", code: "no_session", detail: "gone", after: 300 } : null,
    );
    wait(40);
    await reconcile();
    const states = () =>
      house.rows(
        `SELECT s."domain", r."problem", r."lastAt" IS NOT NULL AS "compared" FROM "Reconciliation" r
          JOIN "Shop" s ON s."id" = r."shopId" ORDER BY 1`,
      );
    expect(await states()).toEqual([
      { domain: SHOP, problem: "no_access", compared: false },
      { domain: other, problem: null, compared: true },
    ]);
    const health = async () => {
      const shop = await findShop(database().pool, SHOP);
      if (!shop) throw new Error("no shop");
      const { findings, comparison } = await readHealth(house.context, shop);
      return {
        findings: findings.map(({ kind }) => kind),
        fetched: comparison.fetched,
        compared: comparison.lastAt !== null,
      };
    };
    expect(await health()).toMatchObject({ findings: expect.arrayContaining(["not_compared"]) as string[] });
    house.changesFail(() => null);
    place("50", 50);
    wait(60);
    await reconcile();
    expect(await health()).toMatchObject({ fetched: 2, compared: true });
    expect((await health()).findings).not.toContain("not_compared");
  });

  test("a missing permission for one resource leaves the others compared", async () => {
    house.changesFail((_domain, resource) =>
      resource === "checkouts" ? { kind: "refused", code: "not_granted", detail: "no read_checkouts" } : null,
    );
    place("51", 20);
    wait(40);
    await reconcile();
    expect(house.texts).toHaveLength(1);
    expect(await house.rows(`SELECT "problem", "comparedUntil" FROM "Reconciliation"`)).toEqual([
      { problem: "not_granted", comparedUntil: minute(35) },
    ]);
  });

  test("after a long time down it looks back as far as it has to, and not before the installation", async () => {
    const spans: string[] = [];
    const { changes } = house.context.adminApi;
    house.context.adminApi.changes = (domain, resource, span) => {
      spans.push(`${resource} ${span.since.toString()}`);
      return changes(domain, resource, span);
    };
    wait(40);
    await reconcile();
    expect(new Set(spans.splice(0))).toEqual(
      new Set(["customers", "orders", "checkouts"].map((resource) => `${resource} ${MONDAY_TEN.toString()}`)),
    );
    wait(90 * 24 * 60);
    await reconcile();
    expect(spans[0]).toBe(
      `customers ${house.clock
        .now()
        .subtract({ hours: 60 * 24 })
        .toString()}`,
    );
  });
});
