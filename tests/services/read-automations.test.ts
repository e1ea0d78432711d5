import { beforeEach, expect, test } from "vitest";
import { library } from "#library/index.ts";
import type { Shop } from "#services/enter-shop.server.ts";
import { readAutomationNames, readAutomations } from "#services/read-automations.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { makeAutomation, makeLog, makeShop, readingContext } from "./reading.ts";

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

  test("one that was taken from the library is offered no more, even when archived", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    await context.prisma.automation.update({ where: { id }, data: { status: "archived" } });
    const { automations, offers } = await readAutomations(context, shop);
    expect(automations).toEqual([]);
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
      { id: automationId, name: "Abandoned cart", trigger: "Checkout abandoned", status: "active", figures: { entered: 2, sent: 1, skipped: 1 } },
    ]);
  });

  test("another shop's are not to be had", async () => {
    const other = await makeShop(context, "larkspur.myshopify.com");
    const { id } = await makeAutomation(context, other, "welcome");
    await makeLog(context, other, { automationId: id });
    expect((await readAutomations(context, shop)).automations).toEqual([]);
    expect(await readAutomationNames(context, shop)).toEqual([]);
  });
});
