import { beforeEach, expect, test } from "vitest";
import { library, libraryEntry } from "#library/index.ts";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readAutomationNames, readAutomations, readFigures } from "#services/automations/read-automations.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { makeAutomation, makeLog, makeShop, NOW, readingContext } from "../reading.ts";

const DAY = 24 * 60;

describeOnDatabases("the automations", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("a new shop has none, and is offered the whole library", async () => {
    const { automations, offers } = await readAutomations(context, shop);
    expect(automations).toEqual([]);
    expect(offers.map(({ key }) => key)).toEqual(library.map(({ key }) => key));
  });

  test("one that was taken from the library is offered no more; archived, it is still told of", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    await context.prisma.automation.update({ where: { id }, data: { status: "archived" } });
    const { automations, offers } = await readAutomations(context, shop);
    expect(automations).toMatchObject([{ id, status: "archived" }]);
    expect(offers.map(({ key }) => key)).not.toContain("welcome");
    expect(await readAutomationNames(context, shop)).toEqual([{ id, name: "Welcome" }]);
  });

  test("its figures count who entered, which texts were sent and which were not, in the last 30 days", async () => {
    const { id: automationId } = await makeAutomation(context, shop, "abandoned-cart");
    await makeLog(context, shop, { automationId, action: "enter", status: "done" });
    await makeLog(context, shop, { automationId, action: "enter", status: "done", minutesAgo: 29 * DAY });
    await makeLog(context, shop, { automationId, action: "enter", status: "done", minutesAgo: 31 * DAY });
    await makeLog(context, shop, { automationId, action: "enter", status: "skipped", reason: "duplicate" });
    await makeLog(context, shop, { automationId, action: "exit", status: "skipped", reason: "exited" });
    await makeLog(context, shop, { automationId, action: "wait", status: "done" });
    await makeLog(context, shop, { automationId, status: "skipped", reason: "opted_out" });
    await makeLog(context, shop, { automationId });
    expect((await readAutomations(context, shop)).automations).toEqual([
      {
        id: automationId,
        name: "Abandoned cart",
        trigger: "Checkout abandoned",
        triggerType: "checkout_abandoned",
        status: "active",
        tags: [],
        unpublished: false,
        figures: { entered: 2, sent: 1, skipped: 1 },
        revenue: { shown: "", orders: 0, amount: 0 },
        updatedAt: expect.any(String) as string,
      },
    ]);
  });

  test("what it brought in is what the orders of the last 30 days came to", async () => {
    const { id: automationId } = await makeAutomation(context, shop, "abandoned-cart");
    const order = {
      shopId: shop.id,
      automationId,
      currency: "USD",
      placedAt: new Date(NOW.epochMilliseconds - DAY * 60_000),
    };
    await context.prisma.storeOrder.createMany({
      data: [
        { ...order, orderId: "1", total: "20.10", net: "20.10" },
        { ...order, orderId: "2", total: "1.90", net: "1.90" },
        { ...order, orderId: "3", total: "99", net: "0", cancelledAt: order.placedAt },
        {
          ...order,
          orderId: "4",
          total: "99",
          net: "99",
          placedAt: new Date(NOW.epochMilliseconds - 31 * DAY * 60_000),
        },
        { ...order, orderId: "5", total: "99", net: "99", automationId: null },
      ],
    });
    expect((await readAutomations(context, shop)).automations).toMatchObject([
      { revenue: { shown: "$22.00", orders: 2, amount: 22 } },
    ]);
  });

  test("a draft that says something else than what runs is told of, and one that only spells it otherwise is not", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    const unpublished = async () => (await readAutomations(context, shop)).automations.map((row) => row.unpublished);
    const definition = structuredClone(libraryEntry("welcome")?.definition) as object;
    await context.prisma.automation.update({ where: { id }, data: { draft: { ...definition, ifUnknown: undefined } } });
    expect(await unpublished()).toEqual([false]);
    await context.prisma.automation.update({
      where: { id },
      data: { draft: { ...definition, description: "Another" } },
    });
    expect(await unpublished()).toEqual([true]);
  });

  test("Shopbell's own are in no list, and their figures in none", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    await makeLog(context, shop, { automationId: id });
    await context.prisma.automation.update({ where: { id }, data: { internal: true } });
    expect((await readAutomations(context, shop)).automations).toEqual([]);
    expect(await readAutomationNames(context, shop)).toEqual([]);
    expect(await readFigures(context, shop)).toEqual(new Map());
  });

  test("another shop's are not to be had", async () => {
    const other = await makeShop(context, "larkspur.myshopify.com");
    const { id } = await makeAutomation(context, other, "welcome");
    await makeLog(context, other, { automationId: id });
    expect((await readAutomations(context, shop)).automations).toEqual([]);
    expect(await readAutomationNames(context, shop)).toEqual([]);
  });
});
