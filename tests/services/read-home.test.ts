import { beforeEach, expect, test } from "vitest";
import type { Shop } from "#services/enter-shop.server.ts";
import { readHome } from "#services/read-home.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { makeAutomation, makeCustomer, makeLog, makeSequence, makeShop, makeUnknownText, NOW, readingContext } from "./reading.ts";

const now = new Date(NOW.epochMilliseconds);
/** It is 3 in the afternoon in the shop's zone. */
const MINUTES_SINCE_MIDNIGHT = 15 * 60;

describeOnDatabases("the home page", (database) => {
  let context: AppContext;
  let shop: Shop;
  beforeEach(async () => {
    context = readingContext(database().pool);
    shop = await makeShop(context);
  });

  test("a new shop has done nothing yet", async () => {
    expect(await readHome(context, shop)).toEqual({
      setup: { credits: false, automationOn: false, textSent: false },
      today: { entered: 0, sent: 0, skipped: 0, failed: 0, pending: 0, unknown: 0, reasons: [] },
    });
  });

  test("the set-up ticks itself off: credits, an automation that is on, a text that was sent", async () => {
    await context.prisma.creditEntry.create({ data: { shopId: shop.id, seq: 0, type: "grant", amount: 5, balanceAfter: 5, createdAt: now } });
    const { id } = await makeAutomation(context, shop, "welcome");
    await makeLog(context, shop, { automationId: id, minutesAgo: 10 * MINUTES_SINCE_MIDNIGHT });
    expect((await readHome(context, shop)).setup).toEqual({ credits: true, automationOn: true, textSent: true });
    await context.prisma.automation.update({ where: { id }, data: { status: "paused" } });
    expect((await readHome(context, shop)).setup.automationOn).toBe(false);
  });

  test("today begins at midnight in the shop's zone", async () => {
    await makeLog(context, shop, { minutesAgo: MINUTES_SINCE_MIDNIGHT });
    await makeLog(context, shop, { minutesAgo: MINUTES_SINCE_MIDNIGHT + 1 });
    expect((await readHome(context, shop)).today.sent).toBe(1);
  });

  test("each decision counts once, only texts as sent or not sent, and the commonest reasons come first", async () => {
    const skip = (reason: string) => makeLog(context, shop, { status: "skipped", reason });
    for (const reason of ["no_phone", "opted_out", "opted_out", "quiet_hours", "no_consent", "no_consent", "no_consent"]) await skip(reason);
    await makeLog(context, shop, { action: "enter", status: "done" });
    await makeLog(context, shop, { action: "enter", status: "skipped", reason: "duplicate" });
    await makeLog(context, shop, { action: "exit", status: "skipped", reason: "exited" });
    await makeLog(context, shop, { action: "wait", status: "done" });
    await makeLog(context, shop, { status: "failed", reason: "provider_rejected" });
    expect((await readHome(context, shop)).today).toEqual({
      entered: 1,
      sent: 0,
      skipped: 7,
      failed: 1,
      pending: 0,
      unknown: 0,
      reasons: [
        { reason: "no_consent", count: 3 },
        { reason: "opted_out", count: 2 },
        { reason: "no_phone", count: 1 },
      ],
    });
  });

  test("what is scheduled is pending, of this shop alone", async () => {
    for (const owner of [shop, await makeShop(context, "larkspur.myshopify.com")]) {
      const automation = await makeAutomation(context, owner, "welcome");
      const sequenceId = await makeSequence(context, owner, automation, await makeCustomer(context, owner));
      await context.prisma.scheduledAutomation.create({ data: { shopId: owner.id, sequenceId, stepId: "hello", dueAt: now } });
      await context.prisma.scheduledAutomation.create({ data: { shopId: owner.id, sequenceId, stepId: "pause", dueAt: now, status: "executed", executedAt: now } });
    }
    expect((await readHome(context, shop)).today.pending).toBe(1);
  });

  test("a text of unknown outcome is no pending step, whenever it was", async () => {
    const automation = await makeAutomation(context, shop, "welcome");
    const customerId = await makeCustomer(context, shop);
    await makeUnknownText(context, shop, { sequenceId: await makeSequence(context, shop, automation, customerId), customerId, minutesAgo: 2 * MINUTES_SINCE_MIDNIGHT });
    expect((await readHome(context, shop)).today).toMatchObject({ pending: 0, unknown: 1 });
    expect((await readHome(context, await makeShop(context, "larkspur.myshopify.com"))).today.unknown).toBe(0);
  });
});
