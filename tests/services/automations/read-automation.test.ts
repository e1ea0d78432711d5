import { beforeEach, expect, test } from "vitest";
import type { Shop } from "#services/team/require-staff.server.ts";
import { readAutomation } from "#services/automations/read-automation.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { makeAutomation, makeLog, makeShop, readingContext } from "../reading.ts";

describeOnDatabases("one automation", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("is told with its steps, as a customer would read them, and its latest decisions", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    const log = await makeLog(context, shop, { automationId: id });
    await makeLog(context, shop);
    const view = await readAutomation(context, shop, id);
    expect(view?.flow?.steps.map(({ tells }) => tells)).toEqual([
      expect.stringContaining("Welcome to [Shop name], [First name]!"),
      "Wait 2 days",
      expect.stringContaining("[Shop address]"),
    ]);
    expect(view?.examples).toMatchObject({
      hello: expect.stringMatching(/^Welcome to Juniper, \w+!/),
      begin: expect.stringContaining("https://shopbell.example/l/4k7p2m9x3ab"),
    });
    expect(view?.latest.map((row) => row.id)).toEqual([log]);
    expect(view?.figures.sent).toBe(1);
  });

  test("says that its draft is not what runs, once it is not", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    expect((await readAutomation(context, shop, id))?.unpublished).toBe(false);
    const { draft } = await context.prisma.automation.findUniqueOrThrow({ where: { id } });
    await context.prisma.automation.update({ where: { id }, data: { draft: { ...(draft as object), name: "Hello" } } });
    expect((await readAutomation(context, shop, id))?.unpublished).toBe(true);
  });

  test("that was never published shows its draft", async () => {
    const { id } = await makeAutomation(context, shop, "welcome");
    await context.prisma.automation.update({ where: { id }, data: { currentVersionId: null, status: "draft" } });
    expect(await readAutomation(context, shop, id)).toMatchObject({
      version: null,
      unpublished: false,
      flow: { steps: [{ id: "hello" }, {}, {}] },
    });
  });

  test("of a version that this release cannot read is shown as such", async () => {
    const { id, versionId } = await makeAutomation(context, shop, "welcome");
    await context.prisma.automationVersion.update({
      where: { id: versionId },
      data: { definition: { steps: "none" } },
    });
    expect(await readAutomation(context, shop, id)).toMatchObject({
      version: { number: 1 },
      flow: null,
      examples: {},
      unpublished: true,
    });
  });

  test("of another shop is not to be had", async () => {
    const other = await makeShop(context, "larkspur.myshopify.com");
    const { id } = await makeAutomation(context, other, "welcome");
    expect(await readAutomation(context, shop, id)).toBeNull();
  });
});
