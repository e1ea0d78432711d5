import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { explain } from "#services/activity/explain.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { ADAS_PHONE, checkoutBody, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { paymentBody, refundBody, shipmentBody } from "#tests/fixtures/order-bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, SHOP, type House } from "../test-app.ts";

const at = (minutes: number): string => MONDAY_TEN.add({ minutes }).toString();
const placed = { at: at(-5) };
const cancelled = (rest: Record<string, unknown> = {}) =>
  orderBody({ ...placed, rest: { cancelled_at: at(-1), updated_at: at(-1), cancel_reason: "customer", ...rest } });

describeOnDatabases("an order told by many events in any order", (database) => {
  let house: House;
  beforeEach(() => (house = buildHouse(database())));
  afterEach(() => house.close());
  const skipped = () => house.log().then((lines) => lines.filter((line) => line.startsWith("send_sms")));
  const explained = async () => {
    const shop = await findShop(database().pool, SHOP);
    if (!shop) throw new Error("no shop");
    return (await explain(house.context, shop, ADAS_PHONE)).lines.map(({ says, details }) =>
      [says, ...details].join(" | "),
    );
  };

  test("cancelled, then created, then fulfilled: one text tells of the cancellation, and the others say why not", async () => {
    await house.open(["order-cancelled", "order-confirmation", "order-fulfilled"]);
    await house.tell("orders/cancelled", cancelled());
    await house.tell("orders/create", orderBody(placed));
    await house.tell("orders/fulfilled", orderBody({ ...placed, rest: { fulfillment_status: "fulfilled" } }));
    expect(house.bodies()).toEqual([expect.stringContaining("is cancelled")]);
    expect(await skipped()).toEqual([
      "send_sms sent",
      "send_sms skipped order_closed",
      "send_sms skipped order_closed",
    ]);
    expect((await explained()).filter((line) => line.includes("The order was cancelled or refunded"))).toHaveLength(2);
  });

  test.for([
    ["created", "fulfilled", "cancelled"],
    ["created", "cancelled", "fulfilled"],
    ["fulfilled", "created", "cancelled"],
    ["fulfilled", "cancelled", "created"],
    ["cancelled", "created", "fulfilled"],
    ["cancelled", "fulfilled", "created"],
  ] as const)("delivered together as %s, %s, %s, a cancelled order is confirmed to nobody", async (order) => {
    await house.open(["order-cancelled", "order-confirmation", "order-fulfilled"]);
    const told = {
      created: ["orders/create", orderBody(placed)],
      fulfilled: ["orders/fulfilled", orderBody({ ...placed, rest: { fulfillment_status: "fulfilled" } })],
      cancelled: ["orders/cancelled", cancelled()],
    } as const;
    for (const [place, name] of order.entries()) {
      const [topic, body] = told[name];
      await house.deliver(topic, body, { at: MONDAY_TEN.subtract({ seconds: 9 - place }) });
    }
    await house.work();
    expect(house.bodies()).toEqual([expect.stringContaining("is cancelled")]);
  });

  test("a text that waited for credits does not confirm what was cancelled meanwhile", async () => {
    const shopId = await house.open(["order-confirmation"], { credits: 0 });
    await house.rows(`UPDATE "Shop" SET "settings" = '{"holdTransactionalUntilToppedUp": true}' WHERE "id" = $1`, [
      shopId,
    ]);
    await house.tell("orders/create", orderBody(placed));
    await house.tell("orders/cancelled", cancelled());
    await house.open([], { credits: 10 });
    await house.work();
    expect(house.texts).toEqual([]);
    expect(await skipped()).toEqual(["send_sms skipped order_closed"]);
  });

  test("an order cancelled between the decision and the call is not confirmed, and nothing is charged", async () => {
    await house.open(["order-confirmation"], { credits: 10 });
    const { pool } = database();
    const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
    const cancelBeforeTheCall = vi.spyOn(pool, "query").mockImplementation(async (...args: unknown[]) => {
      if (JSON.stringify(args).includes("needsStandingOrder"))
        await query(`UPDATE "StoreOrder" SET "stands" = false, "cancelledAt" = now()`);
      return query(...args);
    });
    await house.tell("orders/create", orderBody(placed));
    cancelBeforeTheCall.mockRestore();
    expect(house.texts).toEqual([]);
    expect(await skipped()).toEqual(["send_sms skipped order_closed"]);
    expect(await house.holdings()).toEqual({ balance: 10, held: 0 });
  });

  test("texts tell of the order as it is when they go, not as it was when the customer entered", async () => {
    const shopId = await house.open([]);
    await house.automate(shopId, {
      kind: "transactional",
      trigger: { type: "order_created", config: {} },
      steps: [
        { id: "hour", type: "wait", config: { for: { amount: 1, unit: "hours" } } },
        {
          id: "tell",
          type: "send_sms",
          config: {
            body: "{{ order.item_count }} {{ order.first_item }} {{ order.total }} {{ order.tracking_numbers | join: '+' }}",
          },
        },
      ],
    });
    const lines = [
      { title: "Linen shirt", quantity: 2, current_quantity: 0 },
      { title: "Belt", quantity: 3, current_quantity: 1 },
    ];
    await house.tell("orders/create", orderBody(placed));
    await house.tell(
      "orders/updated",
      orderBody({ ...placed, rest: { updated_at: at(1), line_items: lines, current_total_price: "18.00" } }),
    );
    await house.tell("fulfillments/create", shipmentBody({ where: null }));
    await house.pass({ hours: 1, minutes: 1 });
    expect(house.bodies()).toEqual(["1 Belt 18.00 1Z82"]);
  });

  describe("an event of an order that nobody told of", () => {
    const states = () =>
      house
        .rows<{ line: string }>(
          `SELECT concat_ws(' ', "topic", "status"::text, "reason", "waits") AS "line" FROM "StoreEvent"
            ORDER BY "receivedAt", "id"`,
        )
        .then((rows) => rows.map(({ line }) => line));
    const later = async (seconds: number) => {
      house.clock.moveTo(house.clock.now().add({ seconds, milliseconds: 7 }));
      await house.work();
    };

    test("waits for the order's own event, over a restart, without holding up the shop's other events", async () => {
      await house.open(["refund-note", "order-confirmation"]);
      await house.tell("refunds/create", refundBody());
      expect(await states()).toEqual(["refunds/create received order_unknown 1"]);
      await house.tell("orders/create", orderBody({ order: "7", id: "7", phone: "+12125550177", token: null }));
      expect(house.texts).toHaveLength(1);
      const restarted = buildHouse(database(), { now: house.clock.now() });
      await restarted.tell("orders/create", orderBody(placed));
      await restarted.close();
      await later(16);
      expect(house.bodies()).toContainEqual(expect.stringContaining("your refund of 43.00 USD for order #1042"));
      expect(house.ordersAsked).toEqual([]);
    });

    test("asks the Admin API after some minutes, and then knows the order, its customer and its state", async () => {
      await house.open(["refund-note"]);
      house.adminOrders(() => ({
        order: JSON.parse(orderBody({ ...placed, order: "42" })) as Record<string, unknown>,
      }));
      await house.tell("refunds/create", refundBody({ order: "42" }));
      for (const seconds of [16, 46]) await later(seconds);
      expect(house.ordersAsked).toEqual([]);
      await later(121);
      expect(house.ordersAsked).toEqual(["42"]);
      expect(house.bodies()).toEqual([expect.stringContaining("for order #1042")]);
      expect(await house.rows(`SELECT "orderId", "total"::text FROM "StoreOrder"`)).toEqual([
        { orderId: "42", total: "86.0000" },
      ]);
    });

    test("is refused with a reason where Shopify does not know the order either, and by the order it is found", async () => {
      await house.open(["refund-note", "payment-failed"]);
      house.adminOrders(() => ({ order: null }));
      await house.tell("order_transactions/create", paymentBody({ order: "43" }));
      for (const seconds of [16, 46, 121]) await later(seconds);
      expect(await states()).toEqual(["order_transactions/create ignored order_unknown 3"]);
      const shop = await findShop(database().pool, SHOP);
      const found = shop && (await explain(house.context, shop, "43"));
      expect(found?.lines.flatMap(({ details }) => details).join(" ")).toContain(
        "Neither an event nor Shopify told of its order",
      );
    });

    test("waits on while Shopify gives no answer, and not for ever", async () => {
      await house.open(["refund-note"]);
      await house.tell("refunds/create", refundBody({ order: "44" }));
      for (const seconds of [16, 46, 121, 61, 301, 901, 1_801]) await later(seconds);
      expect(await states()).toEqual(["refunds/create received order_unknown 8"]);
      await later(3_601);
      expect(await states()).toEqual(["refunds/create ignored order_unknown 8"]);
      expect(house.texts).toEqual([]);
    });
  });

  test("an order imported today is as old as its processing: it is confirmed, paid and shipped to nobody", async () => {
    await house.open(["order-confirmation", "order-fulfilled"]);
    const imported = { processed_at: "2025-03-01T10:00:00Z", created_at: at(-1), updated_at: at(0) };
    for (const topic of ["orders/create", "orders/fulfilled"]) await house.tell(topic, orderBody({ rest: imported }));
    expect(house.texts).toEqual([]);
    expect(await house.log()).toEqual(["enter skipped stale_event", "enter skipped stale_event"]);
  });

  test("a delivery that Shopify sent as a test is kept, texts nobody and ends nothing, and says so", async () => {
    await house.open(["order-confirmation", "abandoned-cart"]);
    await house.tell("checkouts/create", checkoutBody());
    await house.tell("orders/create", orderBody({ order: "9" }), { isTest: true });
    await house.tell("orders/create", orderBody({ order: "8", id: "88", phone: "+12125550188" }), { isTest: true });
    await house.tell("app/uninstalled", "{}", { isTest: true });
    expect(house.texts).toEqual([]);
    expect(await house.log()).toEqual(["enter done", "enter skipped test_delivery", "enter skipped test_delivery"]);
    expect(await house.rows(`SELECT count(*)::int AS "n" FROM "Customer"`)).toEqual([{ n: 1 }]);
    expect(await house.rows(`SELECT 1 FROM "StoreOrder"`)).toEqual([]);
    expect((await explained()).join("\n")).toContain("Shopify sent the event as a test");
  });

  test("two checkouts of one person in one minute are one reminder, of the later; the next day there is another", async () => {
    await house.open(["abandoned-cart"]);
    await house.confirmWording();
    const cart = (token: string, item: string) => house.tell("checkouts/create", checkoutBody({ token, item }));
    await cart("c-1", "Linen shirt");
    await house.tell("customers_marketing_consent/update", consentBody({ level: "confirmed_opt_in" }));
    house.clock.moveTo(MONDAY_TEN.add({ seconds: 41 }));
    await cart("c-2", "Belt");
    await house.pass({ hours: 2 });
    expect(house.bodies()).toEqual([expect.stringContaining("you left Belt in your cart")]);
    await cart("c-3", "Hat");
    expect((await house.log()).at(-1)).toBe("enter skipped reentry_limit");
    house.clock.moveTo(MONDAY_TEN.add({ hours: 25 }));
    await cart("c-4", "Hat");
    await house.pass({ hours: 2 });
    expect(house.texts).toHaveLength(2);
  });
});
