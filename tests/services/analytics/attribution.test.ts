import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { followLink } from "#services/sending/follow-link.server.ts";
import { readRevenue, readRevenueByAutomation } from "#services/analytics/parts/read-revenue.server.ts";
import { ADA, consentBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { buildHouse, MONDAY_TEN, SHOP, type House } from "../test-app.ts";

/** An order as the store tells it some hours after Monday at ten. */
const orderAfter = (
  hours: number,
  {
    order = "1",
    total = "86.00",
    cancelled = false,
    updatedHours = hours,
  }: { order?: string; total?: string; cancelled?: boolean; updatedHours?: number } = {},
) => {
  const at = (after: number) => MONDAY_TEN.add({ minutes: Math.round(60 * after) }).toString();
  const body = JSON.parse(orderBody({ order, at: at(hours) })) as object;
  return JSON.stringify({
    ...body,
    current_total_price: total,
    updated_at: at(updatedHours),
    cancelled_at: cancelled ? at(updatedHours) : null,
  });
};

describeOnDatabases("what automations bring in", (database) => {
  let house: House;
  let shopId: string;
  beforeEach(async () => {
    house = buildHouse(database());
    shopId = await house.open(["welcome", "order-confirmation"]);
    // Welcomed by a text on Monday at ten.
    await house.tell("customers_marketing_consent/update", consentBody());
  });
  afterEach(() => house.close());

  const revenue = (automationId?: string) =>
    readRevenue(house.context, { id: shopId }, { since: MONDAY_TEN, ...(automationId && { automationId }) });
  const orders = () =>
    house.rows(
      `
        SELECT o."orderId", o."total"::text, o."cancelledAt" IS NOT NULL AS "cancelled",
          o."customerId" IS NOT NULL AS "known", a."name" AS "for"
       FROM "StoreOrder" o LEFT JOIN "Automation" a ON a."id" = o."automationId" ORDER BY o."orderId"`,
    );
  const tellAt = async (hours: number, topic: string, body: string) => {
    house.clock.moveTo(MONDAY_TEN.add({ minutes: Math.round(60 * hours) }));
    await house.tell(topic, body);
  };

  test("an order within the days counts for the last text before it, and not for its own confirmation", async () => {
    await tellAt(2, "orders/create", orderAfter(2));
    expect(house.texts).toHaveLength(2);
    expect(await orders()).toEqual([{ orderId: "1", total: "86.0000", cancelled: false, known: true, for: "Welcome" }]);
    expect(await revenue()).toEqual({ orders: 1, amounts: [{ currency: "USD", total: "86.0000", orders: 1 }] });
    const of = await readRevenueByAutomation(house.context, { id: shopId }, MONDAY_TEN);
    const automations = await house.rows<{ id: string; name: string }>(
      `SELECT "id", "name" FROM "Automation" ORDER BY "name"`,
    );
    expect(automations.map(({ id, name }) => [name, of(id).orders])).toEqual([
      ["Order confirmation", 0],
      ["Welcome", 1],
    ]);
    expect((await revenue(automations[0]?.id)).orders).toBe(0);
  });

  test("the next order does not count for the confirmation of the one before", async () => {
    await tellAt(1, "orders/create", orderAfter(1));
    await tellAt(3, "orders/create", orderAfter(3, { order: "2" }));
    expect(await orders()).toMatchObject([{ for: "Welcome" }, { for: "Welcome" }]);
  });

  test("a text counts for the hours without a click; they are the shop's own", async () => {
    await house.rows(`UPDATE "Automation" SET "status" = 'paused'`);
    await tellAt(23, "orders/create", orderAfter(23));
    await tellAt(25, "orders/create", orderAfter(25, { order: "2" }));
    await house.rows(`UPDATE "Shop" SET "settings" = '{"attributionHours": 48}'`);
    await tellAt(26, "orders/create", orderAfter(26, { order: "3" }));
    // An order keeps the text that it has, whatever is set later.
    await tellAt(27, "orders/updated", orderAfter(25, { order: "2", total: "80.00", updatedHours: 27 }));
    expect(await orders()).toMatchObject([
      { orderId: "1", for: "Welcome" },
      { orderId: "2", for: null },
      { orderId: "3", for: "Welcome" },
    ]);
    expect(await house.rows(`SELECT "creditedBy" FROM "StoreOrder" ORDER BY "orderId"`)).toEqual([
      { creditedBy: "no_click" },
      { creditedBy: null },
      { creditedBy: "no_click" },
    ]);
  });

  test("a text that did not arrive, and one of Shopbell's own, bring nothing in", async () => {
    await house.rows(`UPDATE "Message" SET "status" = 'undelivered'`);
    await tellAt(2, "orders/create", orderAfter(2));
    await house.rows(`UPDATE "Message" SET "status" = 'delivered'`);
    await house.rows(`UPDATE "Automation" SET "internal" = true`);
    await tellAt(3, "orders/create", orderAfter(3, { order: "2" }));
    expect(await orders()).toMatchObject([{ for: null }, { for: null }]);
  });

  test("a person's click counts for the days, a machine's for nothing", async () => {
    await house.rows(`UPDATE "Automation" SET "status" = 'paused'`);
    await house.rows(
      `
        INSERT INTO "ShortLink" ("code", "shopId", "messageId", "customerId", "target", "createdAt")
          SELECT 'abc', "shopId", "id", "customerId", 'https://x.example', "createdAt" FROM "Message"`,
    );
    const click = async (days: number, init: RequestInit = {}) => {
      house.clock.moveTo(MONDAY_TEN.add({ hours: 24 * days }));
      await followLink(house.context, "abc", new Request("https://shopbell.example/l/abc", init));
    };
    await click(2, { method: "HEAD" });
    await tellAt(24 * 2 + 1, "orders/create", orderAfter(24 * 2 + 1));
    await click(9);
    await tellAt(24 * 10, "orders/create", orderAfter(24 * 10, { order: "2" }));
    // What is clicked after the order says nothing of it, though it was the last click when the order came to be known.
    await click(19);
    await tellAt(24 * 19 + 1, "orders/create", orderAfter(24 * 13, { order: "3" }));
    await house.rows(`UPDATE "Shop" SET "settings" = '{"attributionDays": 1}'`);
    await tellAt(24 * 21, "orders/create", orderAfter(24 * 21, { order: "4" }));
    expect(await orders()).toMatchObject([{ for: null }, { for: "Welcome" }, { for: "Welcome" }, { for: null }]);
    expect(await house.rows(`SELECT "creditedBy" FROM "StoreOrder" WHERE "orderId" = '3'`)).toEqual([
      { creditedBy: "click" },
    ]);
  });

  test("a delivery told again, or late, changes nothing", async () => {
    await tellAt(1, "orders/create", orderAfter(1));
    await tellAt(2, "orders/updated", orderAfter(1, { total: "40.00", updatedHours: 2 }));
    // All but the time of the telling.
    const stored = () => house.rows(`SELECT *, "told" - 'by' AS "told" FROM "StoreOrder"`);
    const before = await stored();
    await tellAt(3, "orders/updated", orderAfter(1, { total: "40.00", updatedHours: 2 }));
    await tellAt(3, "orders/paid", orderAfter(1, { updatedHours: 1.5 }));
    await tellAt(4, "orders/create", orderAfter(1));
    expect(await stored()).toEqual(before);
    expect(before).toMatchObject([{ total: "40.0000" }]);
  });

  test("a refund leaves what is left, and a cancelled order does not count, though its news come first", async () => {
    await tellAt(2, "orders/cancelled", orderAfter(1, { cancelled: true, total: "0.00", updatedHours: 2 }));
    await tellAt(2, "orders/create", orderAfter(1));
    await tellAt(2, "orders/create", orderAfter(1.5, { order: "2" }));
    await tellAt(3, "orders/updated", orderAfter(1.5, { order: "2", total: "6.50", updatedHours: 3 }));
    expect(await orders()).toMatchObject([
      { orderId: "1", cancelled: true },
      { orderId: "2", total: "6.5000", for: "Welcome" },
    ]);
    expect(await revenue()).toEqual({ orders: 1, amounts: [{ currency: "USD", total: "6.5000", orders: 1 }] });
    expect(await house.rows(`SELECT "gross"::text, "net"::text FROM "StoreOrder" ORDER BY "orderId"`)).toEqual([
      { gross: "86.0000", net: "0.0000" },
      { gross: "86.0000", net: "6.5000" },
    ]);
  });

  describe("of somebody who asks to be forgotten", () => {
    beforeEach(async () => {
      await tellAt(2, "orders/create", orderAfter(2));
      await house.tell(
        "customers/redact",
        JSON.stringify({ shop_domain: SHOP, customer: { id: "<id>", phone: null } }).replace('"<id>"', ADA),
      );
    });

    test("the total stays, tied to nobody", async () => {
      expect(await orders()).toEqual([
        { orderId: "1", total: "86.0000", cancelled: false, known: false, for: "Welcome" },
      ]);
      expect((await revenue()).orders).toBe(1);
    });

    test("what the store tells afterwards ties it to nobody either, and a cancellation counts", async () => {
      await tellAt(3, "orders/cancelled", orderAfter(2, { cancelled: true, updatedHours: 3 }));
      await tellAt(4, "orders/create", orderAfter(4, { order: "2" }));
      expect(await orders()).toMatchObject([
        { orderId: "1", cancelled: true, known: false },
        { orderId: "2", known: false, for: null },
      ]);
    });
  });

  test("another shop's orders are not ours", async () => {
    await tellAt(2, "orders/create", orderAfter(2));
    const other = await house.open([], { domain: "larkspur.myshopify.com" });
    expect((await readRevenue(house.context, { id: other }, { since: MONDAY_TEN })).orders).toBe(0);
  });
});
