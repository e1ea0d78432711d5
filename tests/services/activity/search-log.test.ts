import { afterEach, beforeEach, expect, test } from "vitest";
import { readActivity, type ActivityFilter } from "#services/activity/read-activity.server.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { findShop } from "#shell/repositories/team/shops.server.ts";
import { checkoutBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { accepted, buildHouse, SHOP, type House } from "../test-app.ts";

const ANA = { id: "7001", phone: "+12125550123", token: "t-ana" };
const BO = { id: "7002", phone: "+13055550199", token: "t-bo" };

/** An order of that name; in the fixture all are called the same. */
const named = (name: string, order: Parameters<typeof orderBody>[0]) =>
  orderBody(order).replace('"#1042"', `"${name}"`);

describeOnDatabases("what is searched for in the log", (database) => {
  let house: House;
  let shop: Shop;
  beforeEach(async () => {
    house = buildHouse(database());
    await house.open(["order-confirmation", "abandoned-cart"]);
    const found = await findShop(database().pool, SHOP);
    if (!found) throw new Error("the shop is not there");
    shop = found;
    await house.tell("checkouts/update", checkoutBody(ANA));
    await house.pass({ minutes: 10 });
    await house.tell("orders/create", named("#1001", { ...ANA, order: "820982911946154508" }));
    await house.tell("orders/create", named("#1002", { ...BO, order: "820982911946154509" }));
  });
  afterEach(() => house.close());
  const found = async (search: string, filter: ActivityFilter = {}) => {
    const { rows, searched } = await readActivity(house.context, shop, { ...filter, search });
    return {
      lines: rows.map(({ automation, action, status }) => [automation?.name, action, status].join(" ")),
      means: searched?.means,
    };
  };
  const anas = [
    "Order confirmation send_sms sent",
    "Abandoned cart exit skipped",
    "Order confirmation enter done",
    "Abandoned cart enter done",
  ];

  test.each(["#1001", "1001", "820982911946154508", "order 1001", "Order #1001", "# 1001"])(
    "the order %s: its events, its checkout and what they set off, and nobody else's",
    async (search) => {
      const { lines, means } = await found(search);
      expect(lines.toSorted()).toEqual(anas.toSorted());
      expect(means).toEqual({ kind: "order", name: "#1001" });
    },
  );

  test("an order that there is not finds nothing", async () => {
    expect((await found("#1003")).lines).toEqual([]);
    expect((await found("820982911946154510")).lines).toEqual([]);
    expect((await found("order 1003")).lines).toEqual([]);
  });

  test.each(["\u202A+1 212\u2011555\u20110123\u202C", "Reyes, Ana", "reyes ana", "Ana Reyes", "ana.reyes"])(
    "whoever is typed as %j is found",
    async (search) => {
      await house.rows(
        `
          UPDATE "Customer" SET "firstName" = 'Ana', "lastName" = 'Reyes', "email" = 'ana.reyes@example.com'
            WHERE "phone" = $1`,
        [ANA.phone],
      );
      expect((await found(search)).lines.toSorted()).toEqual(anas.toSorted());
    },
  );

  test("a search is narrowed down like the log itself", async () => {
    expect((await found("#1001", { view: "sent" })).lines).toEqual(["Order confirmation send_sms sent"]);
    expect((await found("#1001", { action: "exit" })).lines).toEqual(["Abandoned cart exit skipped"]);
    expect((await found(ANA.phone, { statuses: ["done"], when: "today" })).lines.toSorted()).toEqual([
      "Abandoned cart enter done",
      "Order confirmation enter done",
    ]);
    expect((await found(ANA.phone, { when: "yesterday" })).lines).toEqual([]);
    expect((await found(ANA.phone, { view: "sent", statuses: ["failed"] })).lines).toEqual([]);
  });

  test("a message is found by our id and by Twilio's, in capitals or not", async () => {
    const [message] = await house.rows<{ id: string; providerId: string }>(
      `SELECT "id", "providerId" FROM "Message" WHERE "to" = $1`,
      [BO.phone],
    );
    for (const search of [message?.id ?? "", (message?.id ?? "").toUpperCase(), message?.providerId ?? ""])
      expect(await found(search)).toMatchObject({
        lines: ["Order confirmation send_sms sent"],
        means: { kind: "message" },
      });
    expect((await found(`SM${"0".repeat(32)}`)).lines).toEqual([]);
    expect((await found("01234567-89ab-7def-8123-456789abcdef")).lines).toEqual([]);
  });

  test("an entry is found by its own id, and a text that came in by who wrote it", async () => {
    const [entry] = await house.rows<{ id: string }>(`SELECT "id" FROM "AutomationLog" WHERE "action" = 'exit'`);
    expect((await found(entry?.id ?? "")).lines).toEqual(["Abandoned cart exit skipped"]);
    const [customer] = await house.rows<{ id: string }>(`SELECT "id" FROM "Customer" WHERE "phone" = $1`, [BO.phone]);
    const id = house.context.newId(house.clock.now());
    await house.context.prisma.message.create({
      data: {
        id,
        shopId: shop.id,
        customerId: customer?.id ?? "",
        direction: "inbound",
        to: "+15005550006",
        from: BO.phone,
        body: "Thanks",
        status: "received",
        createdAt: new Date(),
        updatedAt: new Date(),
      },
    });
    expect((await found(id)).lines).toEqual(["Order confirmation send_sms sent", "Order confirmation enter done"]);
  });

  test("a text of which nothing is decided yet is found by its sequence", async () => {
    house.phoneCompany(() => ({ kind: "unknown", detail: "timeout" }));
    await house.tell(
      "orders/create",
      named("#1003", { id: "7003", phone: "+14155550100", token: "t-cy", order: "820982911946154511" }),
    );
    const [message] = await house.rows<{ id: string }>(`SELECT "id" FROM "Message" WHERE "status" = 'unknown'`);
    expect((await found(message?.id ?? "")).lines).toEqual(["Order confirmation enter done"]);
    expect((await readActivity(house.context, shop, { view: "unknown", search: message?.id ?? "" })).rows).toHaveLength(
      1,
    );
    house.phoneCompany(accepted);
  });

  test.each(["+1 (212) 555-0123", "tel:+12125550123", "001 212 555 0123", "212.555.0123", "0123", "+1212"])(
    "a customer by the number written as %s",
    async (search) => {
      expect((await found(search)).lines.toSorted()).toEqual(anas.toSorted());
    },
  );

  test("nothing of another shop is found, by whatever name", async () => {
    const otherId = await house.open([], { domain: "larkspur.myshopify.com" });
    const other = { ...shop, id: otherId };
    const [message] = await house.rows<{ id: string; providerId: string; sequenceId: string }>(
      `SELECT "id", "providerId", "sequenceId" FROM "Message" LIMIT 1`,
    );
    for (const search of [
      "#1001",
      "820982911946154508",
      ANA.phone,
      message?.id ?? "",
      message?.providerId ?? "",
      message?.sequenceId ?? "",
    ]) {
      expect((await readActivity(house.context, other, { search })).rows).toEqual([]);
    }
  });
});
